// A reporter for node's test runner: the suites in which every test passed, one per line, for xtask/src/test/passed.rs.

export default async function* suites(events) {
  const all = new Map();
  for await (const { type, data } of events) {
    if (data?.file && (type === 'test:pass' || type === 'test:fail')) {
      all.set(data.file, (all.get(data.file) ?? true) && type === 'test:pass');
    }
  }
  for (const [file, passed] of all) if (passed) yield `${file}\n`;
}
