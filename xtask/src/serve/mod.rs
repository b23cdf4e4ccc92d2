//! Serves `dist/` on this machine, as a strict host would: types, caching, and a content security policy.

mod answer;
pub(crate) mod media;

use crate::{build, paths, process};
use anyhow::{Result, anyhow};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::thread;
use tiny_http::Server;

const USUAL_PORT: u16 = 8080;
/// One slow reader must not hold up the page's other requests.
const THREADS: usize = 16;

/// `cargo xtask serve`: builds, serves until interrupted.
pub(crate) fn command(port: Option<u16>, open: bool) -> Result<()> {
    let dist = build::page()?;
    let site = match port {
        Some(port) => Site::bind(port)?,
        None => Site::bind(USUAL_PORT).or_else(|error| {
            println!("{error:#}: taking another port");
            Site::bind(0)
        })?,
    };
    println!("\nServing the page on {}/ (Ctrl+C ends it)", site.origin());
    if open {
        open_in_browser(&format!("{}/", site.origin()));
    }
    site.run(&dist);
    Ok(())
}

/// A listening server.
pub(crate) struct Site {
    server: Arc<Server>,
    address: SocketAddr,
}

impl Site {
    /// Listens on `port` of the loopback address; 0 picks a free one.
    pub(crate) fn bind(port: u16) -> Result<Self> {
        let server =
            Server::http((Ipv4Addr::LOCALHOST, port)).map_err(|error| anyhow!("port {port} of 127.0.0.1: {error}"))?;
        let address = server.server_addr().to_ip().ok_or_else(|| anyhow!("the server has no IP address"))?;
        Ok(Self { server: Arc::new(server), address })
    }

    /// `http://127.0.0.1:PORT`
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers requests with the files of `dist`, as long as the process lives.
    pub(crate) fn run(&self, dist: &Path) {
        let workers: Vec<_> = (0..THREADS).map(|_| self.worker(dist.to_path_buf())).collect();
        for worker in workers {
            worker.join().ok();
        }
    }

    /// Answers requests on threads of its own, as long as the process lives.
    pub(crate) fn run_aside(&self, dist: &Path) {
        for _ in 0..THREADS {
            self.worker(dist.to_path_buf());
        }
    }

    fn worker(&self, dist: PathBuf) -> thread::JoinHandle<()> {
        let server = Arc::clone(&self.server);
        thread::spawn(move || {
            while let Ok(request) = server.recv() {
                let response = answer::to(&request, &dist);
                // A reader that went away is no error of ours.
                request.respond(response).ok();
            }
        })
    }
}

fn open_in_browser(address: &str) {
    let (program, arguments): (_, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start"]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).current_dir(paths::root());
    if let Err(error) = process::run(&mut command) {
        println!("no browser was opened: {error:#}");
    }
}
