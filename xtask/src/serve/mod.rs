//! Serves `dist/` on this machine, as a strict host would: types, caching, and a content security policy.

mod answer;
pub(crate) mod media;

pub(crate) use answer::{HEADERS, caching};

use crate::{build, paths, process};
use anyhow::{Context, Result};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::thread;

const USUAL_PORT: u16 = 8080;
/// `cargo xtask serve`: builds, then serves until interrupted.
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
    site.run(&dist)
}

/// A listening server.
pub(crate) struct Site {
    listener: TcpListener,
    address: SocketAddr,
}

impl Site {
    /// Listens on `port` of the loopback address; 0 picks a free one.
    pub(crate) fn bind(port: u16) -> Result<Self> {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| format!("port {port} of 127.0.0.1"))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// `http://127.0.0.1:PORT`
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers requests with the files of `dist`, as long as the process lives.
    pub(crate) fn run(self, dist: &Path) -> Result<()> {
        let dist: Arc<Path> = dist.into();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_io().build()?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            // A task for each connection: browsers open several at once and keep them open.
            loop {
                let (stream, _) = listener.accept().await?;
                let dist = Arc::clone(&dist);
                tokio::spawn(async move {
                    let service = service_fn(|request| {
                        let answer = answer::to(&request, &dist);
                        async move { Ok::<_, Infallible>(answer) }
                    });
                    // A reader that went away is no error of ours.
                    http1::Builder::new().serve_connection(TokioIo::new(stream), service).await.ok();
                });
            }
        })
    }

    /// The same on a thread of its own; returns the origin.
    pub(crate) fn run_aside(self, dist: &Path) -> String {
        let origin = self.origin();
        let dist = dist.to_path_buf();
        thread::spawn(move || {
            if let Err(error) = self.run(&dist) {
                println!("the server ended: {error:#}");
            }
        });
        origin
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
