// The workbook: write-excel-file writes its cells; what it does not know is added to the XML parts: formulas' stored
// results, links, paper, the file's properties.
window.funnelBook = (() => {
  const { Package, all, read, OFFICE } = window.funnelPackage;
  const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  /** ISO 29500, 18.3.1.99: what may follow a sheet's links, in the schema's order. */
  const BEHIND_LINKS = ['printOptions', 'pageMargins', 'pageSetup', 'headerFooter', 'rowBreaks', 'colBreaks', 'drawing', 'tableParts', 'extLst'];

  /** Height of a line, in points, and letters of a column's width that a line holds. */
  const [LINE, FIT] = [15, 1.1];

  /** Lines that a row's wrapped texts take: not every program works that out when it opens a file. */
  const lines = (row, widths) => Math.max(1, ...row.map(({ text, wrap }, i) => (wrap && text ? Math.ceil(text.length / (widths[i] * FIT)) : 1)));

  const cell = (formats) => ({ text, number, formula, format, link, strong, wrap }) => {
    const style = {
      alignVertical: 'top',
      ...(strong && { fontWeight: 'bold' }),
      ...(wrap && { wrap: true }),
      ...(link && { textColor: '#0563C1', textDecoration: { underline: true } }),
    };
    const code = format && { format: formats[format] };
    if (formula !== undefined) return { type: 'Formula', value: formula, ...code, ...style };
    if (number !== undefined) return { type: Number, value: number, ...code, ...style };
    return text === undefined ? null : { type: String, value: text, ...style };
  };

  /** Letters of a column, counted from 0. */
  const letters = (column) => (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

  const child = (parent, name, attributes, before) => {
    const made = parent.ownerDocument.createElementNS(parent.namespaceURI, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    parent.insertBefore(made, before ?? null);
    return made;
  };

  /** The results of formulas: for previews, and readers that do not calculate. */
  const store = (document, cells) => {
    for (const c of all(document, 'c')) {
      const { formula, text, number } = cells.get(c.getAttribute('r')) ?? {};
      if (formula === undefined || (text ?? number) === undefined) continue;
      if (text !== undefined) c.setAttribute('t', 'str');
      child(c, 'v', {}).textContent = text ?? String(number);
    }
  };

  const lay = (document, { pages, rows }, links) => {
    const sheet = document.documentElement;
    const properties = child(sheet, 'sheetPr', {}, sheet.firstChild);
    child(properties, 'pageSetUpPr', { fitToPage: 1 });
    all(document, 'pageSetup').concat(all(document, 'headerFooter')).forEach((x) => x.remove());
    const behind = [...sheet.children].find((x) => BEHIND_LINKS.includes(x.localName));
    if (links.length > 0) {
      const list = child(sheet, 'hyperlinks', {}, behind);
      links.forEach(([ref, id]) => child(list, 'hyperlink', { ref }).setAttributeNS(OFFICE, 'r:id', id));
    }
    if (all(document, 'pageMargins').length === 0) {
      child(sheet, 'pageMargins', { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 }, behind);
    }
    const before = [...sheet.children].find((x) => BEHIND_LINKS.indexOf(x.localName) > BEHIND_LINKS.indexOf('headerFooter'));
    child(sheet, 'pageSetup', { orientation: 'landscape', fitToWidth: pages.wide, fitToHeight: 0 }, before);
    const foot = child(sheet, 'headerFooter', {}, before);
    child(foot, 'oddFooter', {}).textContent = '&L&A&R&P / &N';
    return rows.length;
  };

  /** A face for each of the library's fonts: without one some programs pick one at random. */
  const face = (document) => {
    const ORDER = ['b', 'u', 'sz', 'color', 'name', 'family'];
    for (const font of all(document, 'font')) {
      all(font, 'scheme').forEach((x) => x.remove());
      if (!all(font, 'sz')[0]) child(font, 'sz', { val: 11 });
      if (!all(font, 'name')[0]) child(font, 'name', { val: 'Calibri' });
      [...font.children].sort((a, b) => ORDER.indexOf(a.localName) - ORDER.indexOf(b.localName)).forEach((x) => font.append(x));
    }
  };

  return async (json) => {
    const { title, formats, sheets } = read(json);
    const data = sheets.map(({ name, widths, sticky, rows }) => ({
      sheet: name,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: sticky,
      data: rows.map((row) => {
        const cells = row.map(cell(formats));
        const first = cells.find((x) => x !== null);
        if (first && lines(row, widths) > 1) first.height = LINE * lines(row, widths);
        return cells;
      }),
    }));
    const blob = await window.writeXlsxFile(data).toBlob();
    const made = new Package(new Uint8Array(await blob.arrayBuffer()));
    sheets.forEach((sheet, i) => {
      const cells = new Map(sheet.rows.flatMap((row, y) => row.map((x, column) => [`${letters(column)}${y + 1}`, x])));
      const linked = [...cells].filter(([, { link }]) => link);
      const rels = `xl/worksheets/_rels/sheet${i + 1}.xml.rels`;
      const links = linked.map(([at, { link }]) => [at, made.relate(rels, `${OFFICE}/hyperlink`, link, true)]);
      made.edit(`xl/worksheets/sheet${i + 1}.xml`, (document) => {
        store(document, cells);
        lay(document, sheet, links);
      });
    });
    made.edit('xl/styles.xml', face);
    made.edit('xl/workbook.xml', (document) => {
      // What stays in sight on the screen is printed on every page.
      const [names] = all(document, 'definedNames');
      sheets.forEach(({ name, sticky, pages }, i) => {
        const columns = pages.heads > 0 ? `${name}!$A:$${letters(pages.heads - 1)},` : '';
        const titles = child(names, 'definedName', { name: '_xlnm.Print_Titles', localSheetId: i });
        titles.textContent = `${columns}${name}!$${sticky}:$${sticky}`;
      });
      // Whatever an office program does with stored values, it has to calculate them again.
      all(document, 'calcPr').forEach((x) => x.setAttribute('fullCalcOnLoad', 1));
    });
    made.properties({ title, application: 'Microsoft Excel' });
    return new Blob([made.closed()], { type: KIND });
  };
})();
