// Native charts: drawn by PptxGenJS with the theme's colours and faces, then repaired where the release in use is at
// fault (parts out of the schema's order, empty cells for zeros, slanted labels).
window.funnelCharts = (() => {
  const { Package, all } = window.funnelPackage;
  const { SCHEME } = window.funnelTemplate;
  const FACE = '+mn-lt';

  /**
   * The ends of an axis along which bars are drawn, and its step: zero and every value and range are on it, rounded
   * outwards. Office programs left to themselves begin where they like, and a bar that does not begin at zero lies.
   */
  const span = (chart) => {
    const ends = chart.series.flatMap(({ values, reach }) => values.flatMap((value, i) => {
      const by = reach[i] ?? 0;
      return value === null ? [] : [value - by, value + by];
    }));
    // A figure written at a bar's end needs room beyond it.
    const room = chart.told ? 1.1 : 1;
    const [low, high] = [Math.min(0, ...ends) * room, Math.max(0, ...ends) * room];
    // Halved, as the difference of the largest numbers is too large for one.
    const size = high / 2 - low / 2;
    if (!(size > 0) || !Number.isFinite(size)) return undefined;
    const raw = (2 * size) / 5;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((x) => x * power).find((x) => x >= raw * (1 - 1e-9)) ?? 10 * power;
    // As written, without the digits that a product of fractions adds.
    const times = (count) => Number((count * step).toPrecision(12));
    const [min, max] = [times(Math.floor(low / step)), times(Math.ceil(high / step))];
    return [min, max, step].every(Number.isFinite) && step > 0 ? { min, max, step: times(1) } : undefined;
  };

  /** Draws a chart on a slide. */
  const draw = (pptx, slide, chart, [x, y, w, h]) => {
    const lines = chart.kind === 'lines';
    const upright = chart.kind === 'columns';
    const flat = lines || upright;
    // As texts, so that a zero is kept and a missing value leaves no cell.
    const axis = lines ? undefined : span(chart);
    const values = (all_) => all_.map((value) => (value === null ? '' : String(value)));
    const data = chart.series.map((series) => ({ name: series.name, labels: chart.labels, values: values(series.values) }));
    slide.addChart(lines ? pptx.charts.LINE : pptx.charts.BAR, data, {
      x, y, w, h,
      altText: `${chart.values}: ${chart.series.map(({ name }) => name).join(', ')}`,
      chartColors: chart.series.map(({ colour }) => SCHEME[colour]),
      barDir: upright ? 'col' : 'bar',
      barGrouping: upright ? 'stacked' : 'clustered',
      barGapWidthPct: upright ? 12 : 45,
      lineDataSymbol: 'none',
      lineSize: 2,
      // Horizontal bars begin at the bottom unless told otherwise.
      catAxisOrientation: flat ? 'minMax' : 'maxMin',
      catAxisLabelFrequency: 1,
      catAxisLabelPos: 'low',
      catAxisLabelColor: flat ? SCHEME.muted : SCHEME.ink,
      catAxisLabelFontFace: FACE,
      catAxisLabelFontSize: flat ? 11 : 12,
      catAxisLineColor: SCHEME.line,
      showCatAxisTitle: Boolean(chart.places),
      catAxisTitle: chart.places,
      catAxisTitleColor: SCHEME.muted,
      catAxisTitleFontFace: FACE,
      catAxisTitleFontSize: 11,
      catGridLine: { style: 'none' },
      valAxisHidden: chart.told,
      valAxisMinVal: axis?.min,
      valAxisMaxVal: axis?.max,
      valAxisMajorUnit: axis?.step,
      valAxisLabelFormatCode: chart.format,
      valAxisLabelColor: SCHEME.muted,
      valAxisLabelFontFace: FACE,
      valAxisLabelFontSize: 11,
      valAxisLineShow: false,
      valGridLine: chart.told ? { style: 'none' } : { color: SCHEME.line, size: 0.5 },
      showValAxisTitle: true,
      valAxisTitle: chart.values,
      valAxisTitleRotate: flat ? -90 : 0,
      valAxisTitleColor: SCHEME.muted,
      valAxisTitleFontFace: FACE,
      valAxisTitleFontSize: 11,
      showValue: chart.told,
      dataLabelFormatCode: chart.format,
      dataLabelColor: SCHEME.ink,
      dataLabelFontFace: FACE,
      dataLabelFontSize: 11,
      showLegend: chart.series.length > 1,
      legendPos: 't',
      legendColor: SCHEME.muted,
      legendFontFace: FACE,
      legendFontSize: 11,
    });
  };

  // ISO 29500, 21.2.2: the order in which these hold their parts.
  const ORDER = {
    ser: ['idx', 'order', 'tx', 'spPr', 'invertIfNegative', 'marker', 'dPt', 'dLbls', 'errBars', 'cat', 'val', 'smooth'],
    catAx: ['axId', 'scaling', 'delete', 'axPos', 'majorGridlines', 'title', 'numFmt', 'majorTickMark', 'minorTickMark', 'tickLblPos', 'spPr', 'txPr', 'crossAx', 'crosses', 'crossesAt', 'auto', 'lblAlgn', 'lblOffset', 'tickLblSkip', 'tickMarkSkip', 'noMultiLvlLbl'],
  };

  const sorted = (document, name) => {
    for (const element of all(document, name)) {
      const place = (x) => ORDER[name].indexOf(x.localName);
      [...element.children].sort((a, b) => place(a) - place(b)).forEach((x) => element.append(x));
    }
  };

  const fragment = (document, xml) => {
    const { documentElement } = new DOMParser().parseFromString(
      `<x xmlns:c="${document.documentElement.namespaceURI}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">${xml}</x>`, 'application/xml');
    return [...documentElement.children].map((x) => document.importNode(x, true));
  };
  const colour = (name) => `<a:solidFill><a:schemeClr val="${SCHEME[name]}"/></a:solidFill>`;

  /** A series that marks a place: a dashed line down from its only point, with its name. */
  const mark = (document, ser, series) => {
    const values = series.values.map((value, i) => [value, i]);
    const [, at] = values.find(([value]) => value !== null) ?? [0, 0];
    ['spPr', 'dLbls', 'marker', 'errBars'].forEach((name) => [...ser.children].filter((x) => x.localName === name).forEach((x) => x.remove()));
    const parts = `<c:spPr><a:ln w="12700"><a:noFill/></a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>`
      + `<c:dLbls><c:dLbl><c:idx val="${at}"/><c:spPr><a:noFill/></c:spPr><c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1100">${colour('muted')}</a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>`
      + '<c:dLblPos val="r"/><c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/><c:showSerName val="1"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
      + '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
      + `<c:errBars><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="fixedVal"/><c:noEndCap val="1"/><c:val val="${series.drop}"/>`
      + `<c:spPr><a:ln w="12700">${colour('muted')}<a:prstDash val="dash"/></a:ln></c:spPr></c:errBars>`;
    ser.append(...fragment(document, parts));
  };

  /** The range around each value of a series. */
  const reach = (document, ser, widths) => {
    const points = `<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="${widths.length}"/>${widths.map((x, i) => `<c:pt idx="${i}"><c:v>${x}</c:v></c:pt>`).join('')}</c:numLit>`;
    ser.append(...fragment(document, `<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/><c:plus>${points}</c:plus><c:minus>${points}</c:minus>`
      + `<c:spPr><a:ln w="12700">${colour('ink')}</a:ln></c:spPr></c:errBars>`));
  };

  const mend = (document, chart) => {
    const isLines = chart.kind === 'lines';
    // Each place has a bar in just one of the series, so the series are drawn over each other.
    if (chart.kind === 'sides') {
      all(document, 'overlap').forEach((x) => x.remove());
      all(document, 'gapWidth').forEach((x) => x.after(...fragment(document, '<c:overlap val="100"/>')));
    }
    all(document, 'ser').forEach((ser, i) => {
      const series = chart.series[i];
      if (isLines) all(ser, 'invertIfNegative').forEach((x) => x.remove());
      if (series.drop > 0) mark(document, ser, series);
      if (series.reach.some((x) => x > 0)) reach(document, ser, series.reach);
      // Paler on any background, light or dark.
      if (series.pale) {
        for (const scheme of all(ser, 'schemeClr')) scheme.append(...fragment(document, '<a:alpha val="45000"/>'));
      }
      for (const point of all(ser, 'pt')) if (all(point, 'v')[0]?.textContent === '' && point.closest('val, numRef, numCache')) point.remove();
    });
    // An axis with names for some of its places: the chart's workbook has all of them.
    if (chart.ticks.length > 0) {
      const named = new Set(chart.ticks.map(String));
      const points = all(document, 'cat').flatMap((x) => all(x, 'pt'));
      for (const point of points) if (!named.has(point.getAttribute('idx'))) all(point, 'v').forEach((x) => { x.textContent = ''; });
    }
    // The library cannot give gridlines a colour of the theme.
    for (const rules of all(document, 'majorGridlines')) {
      for (const own of all(rules, 'solidFill')) own.replaceWith(...fragment(document, colour('line')));
    }
    // Gaps are gaps, not zeros.
    all(document, 'dispBlanksAs').forEach((x) => x.setAttribute('val', 'gap'));
    for (const axis of all(document, 'catAx')) {
      const [body] = [...axis.children].filter((x) => x.localName === 'txPr').flatMap((x) => all(x, 'bodyPr'));
      // As the program sees fit; a rotation of 0 would let labels overlap.
      body?.setAttribute('rot', '-60000000');
      body?.setAttribute('vert', 'horz');
      // Columns' positions are an order rather than names: the axis's title says what they are.
      if (chart.kind === 'columns') all(axis, 'tickLblPos').forEach((x) => x.setAttribute('val', 'none'));
      if (!all(axis, 'lblOffset')[0]) axis.append(...fragment(document, '<c:lblOffset val="100"/>'));
    }
    const marked = chart.series.map(({ drop }, i) => [drop, i]).filter(([drop]) => drop > 0);
    for (const legend of all(document, 'legend')) {
      const position = all(legend, 'legendPos')[0];
      marked.forEach(([, i]) => position.after(...fragment(document, `<c:legendEntry><c:idx val="${i}"/><c:delete val="1"/></c:legendEntry>`)));
    }
    Object.keys(ORDER).forEach((name) => sorted(document, name));
  };

  /** The workbook behind a chart: a missing value has no cell, and its properties are the chart's. */
  const book = (bytes, chart, title) => {
    const made = new Package(bytes);
    made.edit('xl/worksheets/sheet1.xml', (document) => {
      for (const cell of all(document, 'c')) if (cell.textContent.trim() === '') cell.remove();
    });
    made.properties({ title: `${title}: ${chart.values}`, application: 'Microsoft Excel' });
    return made.closed();
  };

  /** Repairs the charts of a package; `charts` are what they were drawn from, in the same order. */
  const repair = (made, charts, title) => {
    const number = (name) => Number(name.match(/(\d+)\.xml$/)[1]);
    const names = made.names(/^ppt\/charts\/chart\d+\.xml$/).sort((a, b) => number(a) - number(b));
    names.forEach((name, i) => {
      made.edit(name, (document) => mend(document, charts[i]));
      const rels = name.replace('charts/', 'charts/_rels/').concat('.rels');
      const target = all(made.document(rels), 'Relationship')[0].getAttribute('Target').replace('..', 'ppt');
      made.put(target, book(made.bytes(target), charts[i], title));
    });
  };

  return { draw, repair };
})();
