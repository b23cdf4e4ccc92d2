// Writes presentations and workbooks: hands content made by the page (src/export) to the libraries that know the
// formats. Loaded when the first is asked for; each library when it is needed. The build fills in what
// stands in double braces.
(() => {
  const libraries = {
    pptx: ['{{lib/pptx.js}}', '{{lib/pptx.js integrity}}', () => window.PptxGenJS],
    xlsx: ['{{lib/xlsx.js}}', '{{lib/xlsx.js integrity}}', () => window.writeXlsxFile],
  };

  /** A library's own global, loaded if it is not there. */
  const library = (name) => {
    const [src, integrity, found] = libraries[name];
    if (found()) return Promise.resolve(found());
    return new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement('script'), { src, integrity, crossOrigin: 'anonymous' });
      const failed = () => {
        script.remove();
        reject(Object.assign(new Error(`${src} could not be loaded`), { name: 'NotLoaded' }));
      };
      script.onerror = failed;
      script.onload = () => (found() ? resolve(found()) : failed());
      document.head.append(script);
    });
  };

  // Inches of a wide slide.
  const [LEFT, WIDE, BODY, HIGH, LOGO] = [0.6, 12.13, 1.75, 5.0, 0.36];

  /** The colour half way between two, each six digits. */
  const half = (a, b) => [0, 2, 4].map((i) => {
    const [x, y] = [a, b].map((colour) => parseInt(colour.slice(i, i + 2), 16));
    return Math.round((x + y) / 2).toString(16).padStart(2, '0').toUpperCase();
  }).join('');

  /** A native chart. */
  const draw = (pptx, slide, { colours }, chart, w) => {
    const lines = chart.kind === 'lines';
    const upright = chart.kind === 'columns';
    const text = { color: colours.muted, fontFace: colours.face };
    const labels = chart.labels;
    const data = chart.series.map(({ name, values }) => ({ name, labels, values }));
    slide.addChart(lines ? pptx.charts.LINE : pptx.charts.BAR, data, {
      x: LEFT,
      y: BODY,
      w,
      h: HIGH,
      altText: `${chart.values}: ${chart.series.map(({ name }) => name).join(', ')}`,
      chartColors: chart.series.map(({ colour, pale }) => (pale ? half(colours[colour], colours.paper) : colours[colour])),
      barDir: upright ? 'col' : 'bar',
      barGrouping: upright ? 'stacked' : 'clustered',
      barGapWidthPct: upright ? 12 : 45,
      lineDataSymbol: 'none',
      lineSize: 2,
      // Horizontal bars begin at the bottom unless told otherwise.
      catAxisOrientation: lines || upright ? 'minMax' : 'maxMin',
      catAxisLabelFrequency: lines || upright ? Math.max(1, Math.ceil(labels.length / 10)) : 1,
      catAxisLabelPos: 'low',
      catAxisLabelColor: lines || upright ? colours.muted : colours.ink,
      catAxisLabelFontFace: colours.face,
      catAxisLabelFontSize: lines || upright ? 11 : 12,
      catAxisLineColor: colours.line,
      showCatAxisTitle: Boolean(chart.places),
      catAxisTitle: chart.places,
      catAxisTitleColor: text.color,
      catAxisTitleFontFace: text.fontFace,
      catAxisTitleFontSize: 11,
      catGridLine: { style: 'none' },
      valAxisHidden: chart.told,
      valAxisLabelFormatCode: chart.format,
      valAxisLabelColor: text.color,
      valAxisLabelFontFace: text.fontFace,
      valAxisLabelFontSize: 11,
      valAxisLineShow: false,
      valGridLine: chart.told ? { style: 'none' } : { color: colours.line, size: 0.5 },
      showValAxisTitle: true,
      valAxisTitle: chart.values,
      valAxisTitleRotate: lines || upright ? -90 : 0,
      valAxisTitleColor: text.color,
      valAxisTitleFontFace: text.fontFace,
      valAxisTitleFontSize: 11,
      showValue: chart.told,
      dataLabelFormatCode: chart.format,
      dataLabelColor: colours.ink,
      dataLabelFontFace: text.fontFace,
      dataLabelFontSize: 11,
      showLegend: chart.series.length > 1,
      legendPos: 't',
      legendColor: text.color,
      legendFontFace: text.fontFace,
      legendFontSize: 11,
    });
  };

  /** Large figures down the right side. */
  const facts = (slide, { colours }, all) => {
    all.slice(0, 4).forEach(({ value, label }, i) => {
      const at = { x: 9.75, w: 2.98, fontFace: colours.face, margin: 0 };
      slide.addText(value, { ...at, y: BODY + 0.25 + i * 1.35, h: 0.5, fontSize: 26, bold: true, color: colours.accent });
      slide.addText(label, { ...at, y: BODY + 0.75 + i * 1.35, h: 0.7, fontSize: 12, color: colours.muted, valign: 'top' });
    });
  };

  const table = (slide, { colours }, rows) => {
    const cell = (text, options) => ({ text, options: { fontFace: colours.face, color: colours.ink, ...options } });
    const [head, ...rest] = rows;
    slide.addTable(
      [
        head.map((text) => cell(text, { bold: true, color: colours.muted })),
        ...rest.map((row) => row.map((text, i) => cell(text, i === 2 ? { color: colours.muted } : {}))),
      ],
      {
        x: LEFT,
        y: 1.3,
        w: WIDE,
        colW: [4.1, 2.6, 5.43],
        fontSize: 11,
        margin: [0.04, 0.1, 0.04, 0],
        border: [{ type: 'none' }, { type: 'none' }, { type: 'solid', pt: 0.5, color: colours.line }, { type: 'none' }],
        valign: 'top',
      },
    );
  };

  // Drawn as pixels: not every office program draws SVG. What cannot be drawn is left out.
  const picture = async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const ratio = image.naturalWidth / image.naturalHeight || 1;
    const canvas = Object.assign(document.createElement('canvas'), { height: 192, width: Math.round(192 * Math.min(ratio, 8)) });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return { data: canvas.toDataURL('image/png'), w: (LOGO * canvas.width) / canvas.height, h: LOGO };
  };

  const pptx = async (json) => {
    const deck = JSON.parse(json);
    const logo = deck.logo && (await picture(deck.logo).catch(() => undefined));
    const { colours } = deck;
    const PptxGenJS = await library('pptx');
    const made = new PptxGenJS();
    made.layout = 'LAYOUT_WIDE';
    made.title = deck.title;
    made.company = 'Funnel simulator';
    made.theme = { headFontFace: colours.face, bodyFontFace: colours.face };
    for (const content of deck.slides) {
      const slide = made.addSlide();
      slide.background = { color: colours.paper };
      const text = { x: LEFT, w: WIDE, fontFace: colours.face, margin: 0 };
      const isTable = content.table.length > 0;
      slide.addText(content.title, {
        ...text, y: 0.35, h: isTable ? 0.7 : 0.95, fontSize: isTable || content.title.length > 110 ? 22 : 26, bold: true, color: colours.ink, valign: 'middle', fit: 'shrink',
      });
      if (content.lead) slide.addText(content.lead, { ...text, y: 1.36, h: 0.4, fontSize: 12, color: colours.muted, valign: 'top' });
      if (content.chart) draw(made, slide, deck, content.chart, content.facts.length ? 8.9 : WIDE);
      if (content.facts.length) facts(slide, deck, content.facts);
      if (isTable) table(slide, deck, content.table);
      slide.addText(deck.footer, { ...text, y: 7.0, h: 0.3, w: 8.5, fontSize: 9, color: colours.muted });
      if (logo) slide.addImage({ ...logo, x: 12.1 - logo.w, y: 6.97, altText: deck.logo_name });
      slide.slideNumber = { x: 12.2, y: 7.0, w: 0.55, h: 0.3, fontFace: colours.face, fontSize: 9, color: colours.muted, align: 'right' };
      slide.addNotes(content.notes);
    }
    return made.write({ outputType: 'blob' });
  };

  const xlsx = async (json) => {
    const { sheets } = JSON.parse(json);
    const writeXlsxFile = await library('xlsx');
    const cell = ({ text, number, formula, format, strong, wrap }) => {
      const style = { ...(strong && { fontWeight: 'bold' }), ...(wrap && { wrap: true }), alignVertical: 'top' };
      if (formula !== undefined) return { type: 'Formula', value: formula, format, ...style };
      if (number !== undefined) return { type: Number, value: number, format, ...style };
      return text === undefined ? null : { type: String, value: text, ...style };
    };
    const book = sheets.map(({ name, widths, sticky, rows }) => ({
      sheet: name,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: sticky,
      data: rows.map((row) => row.map(cell)),
    }));
    return writeXlsxFile(book).toBlob();
  };

  window.funnelMakers = { pptx, xlsx };
})();
