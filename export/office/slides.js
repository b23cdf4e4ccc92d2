// The presentation: PptxGenJS writes charts, tables, slides and notes; theme, master and layouts are ours, and each
// slide's own text stands in their placeholders.
window.funnelSlides = (() => {
  const { Package, all, escaped, read, OFFICE } = window.funnelPackage;
  const { SCHEME, PLACES, LAYOUTS, layoutOf, put, run, NUMBER } = window.funnelTemplate;
  const { draw, repair } = window.funnelCharts;
  const KIND = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

  /** Letters of a wide typeface in an inch of a line of one point, and a line's height for each point of its size. */
  const LETTERS = 130;
  const LINE = 1.2 / 72;

  /** How many lines a text takes that is broken between words. */
  const lines = (text, most) => {
    let [count, used] = [1, 0];
    for (const word of text.split(' ')) {
      if (used > 0 && used + 1 + word.length > most) [count, used] = [count + 1, 0];
      used += word.length + (used > 0 ? 1 : 0);
    }
    return count;
  };

  const table = (slide, rows) => {
    const cell = (text, options) => ({ text, options: { color: SCHEME.ink, ...options } });
    const [head, ...rest] = rows;
    const [x, y, w, h] = PLACES.content;
    // The rows' labels have the widest column.
    const first = w * (head.length > 3 ? 0.32 : 0.44);
    // Of three columns the last, a source, is cut to what is left (export/src/slides/of_scenario.rs).
    const widths = head.length === 3 ? [4.3, 3.2, w - 7.5] : head.map((_, i) => (i === 0 ? first : (w - first) / (head.length - 1)));
    // As large as its rows allow, with the lines into which their texts are broken.
    const air = (size) => (size > 12 ? 0.07 : 0.02);
    const height = (size) => rows.reduce((sum, row) => sum
      + Math.max(...row.map((text, i) => lines(text, Math.floor((widths[i] * LETTERS) / size)))) * size * LINE + 2 * air(size), 0);
    const most = rows.length > 15 ? 10 : rows.length > 11 ? 12 : rows.length > 8 ? 14 : 18;
    const fontSize = [18, 14, 12, 10].find((size) => size <= most && height(size) <= h + 0.4) ?? 9;
    slide.addTable(
      [
        head.map((text) => cell(text, { bold: true, color: SCHEME.muted })),
        ...rest.map((row) => row.map((text, i) => cell(text, i === row.length - 1 ? { color: SCHEME.muted } : {}))),
      ],
      {
        x, y: y - 0.4, w,
        colW: widths,
        fontSize,
        margin: [air(fontSize), 0.1, air(fontSize), 0],
        border: [{ type: 'none' }, { type: 'none' }, { type: 'solid', pt: 0.5, color: 'BFBFBF' }, { type: 'none' }],
        valign: 'top',
      },
    );
  };

  // Drawn as pixels: not every office program draws SVG. A picture that cannot be drawn is left out.
  const picture = async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const ratio = Math.min(image.naturalWidth / image.naturalHeight || 1, 8);
    const canvas = Object.assign(document.createElement('canvas'), { height: 192, width: Math.round(192 * ratio) });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
    return { bytes: new Uint8Array(await blob.arrayBuffer()), ratio: canvas.width / canvas.height };
  };

  const nodes = (document, xml) => {
    const spaces = [...document.documentElement.attributes].filter((x) => x.name.startsWith('xmlns:')).map((x) => `${x.name}="${x.value}"`);
    const made = new DOMParser().parseFromString(`<x ${spaces.join(' ')}>${xml}</x>`, 'application/xml');
    return [...made.documentElement.children].map((x) => document.importNode(x, true));
  };

  /** A slide's own text in a placeholder of its layout. */
  const filled = (name, ph, paragraphs) => `<p:sp><p:nvSpPr><p:cNvPr id="0" name="${name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph ${ph}/></p:nvPr></p:nvSpPr>`
    + `<p:spPr/><p:txBody><a:bodyPr>${name === 'Title' ? '<a:normAutofit/>' : ''}</a:bodyPr><a:lstStyle/>${paragraphs.map((text) => `<a:p>${text}</a:p>`).join('')}</p:txBody></p:sp>`;
  const figure = ({ value, label }) => [
    `<a:r><a:rPr lang="en-US" sz="2600" b="1"><a:solidFill><a:schemeClr val="${SCHEME.accent}"/></a:solidFill></a:rPr><a:t>${escaped(value)}</a:t></a:r>`,
    `<a:pPr><a:spcAft><a:spcPts val="1400"/></a:spcAft></a:pPr>${run(label)}`,
  ];

  const paragraph = ({ head, text }) => {
    const air = '<a:pPr><a:spcAft><a:spcPts val="1400"/></a:spcAft></a:pPr>';
    const above = `<a:pPr><a:spcAft><a:spcPts val="200"/></a:spcAft></a:pPr><a:r><a:rPr lang="en-US" b="1"/><a:t>${escaped(head)}</a:t></a:r>`;
    return head ? [above, `${air}${run(text)}`] : [`${air}${run(text)}`];
  };

  const fill = (document, content, deck, link) => {
    const tree = all(document, 'spTree')[0];
    // A long title is set smaller here, or every program that reads it would have to do so.
    const size = content.title.length > 110 ? 2000 : 2400;
    const title = `<a:r><a:rPr lang="en-US" sz="${size}"/><a:t>${escaped(content.title)}</a:t></a:r>`;
    const leads = [content.lead && run(content.lead), link && `<a:r><a:rPr lang="en-US"><a:hlinkClick r:id="${link}"/></a:rPr><a:t>${escaped(content.link.text)}</a:t></a:r>`].filter(Boolean);
    const shapes = [filled('Title', 'type="title"', [content.title.length > 110 ? title : run(content.title)])];
    if (leads.length > 0 && content.table.length === 0) shapes.push(filled('Lead', 'type="body" sz="quarter" idx="13"', [leads.join(run(' '))]));
    if (content.text.length > 0) shapes.push(filled('Content', 'idx="1"', content.text.flatMap(paragraph)));
    if (content.facts.length > 0) shapes.push(filled('Figures', 'type="body" sz="quarter" idx="14"', content.facts.slice(0, 4).flatMap(figure)));
    const frames = all(document, 'graphicFrame');
    for (const frame of frames) {
      const own = all(frame, 'nvPr')[0];
      own.replaceChildren(...nodes(document, '<p:ph idx="1"/>'));
    }
    const foot = [
      filled('Footer', 'type="ftr" sz="quarter" idx="11"', [run(deck.footer)]),
      filled('Slide Number', 'type="sldNum" sz="quarter" idx="12"', [NUMBER]),
    ];
    const first = frames[0] ?? null;
    nodes(document, shapes.join('')).forEach((x) => tree.insertBefore(x, first));
    tree.append(...nodes(document, foot.join('')));
    all(document, 'bg').forEach((x) => x.remove());
    all(document, 'cNvPr').forEach((x, i) => x.setAttribute('id', i + 1));
    // A table's rules, in the theme's own colour for them.
    for (const own of all(document, 'srgbClr')) own.replaceWith(...nodes(document, `<a:schemeClr val="${SCHEME.line}"/>`));
  };

  /** Notes as paragraphs. */
  const notes = (document, text) => {
    const body = all(document, 'ph').find((x) => x.getAttribute('type') === 'body')?.closest('*|sp, sp') ?? null;
    const shape = body ?? all(document, 'sp').find((sp) => all(sp, 'ph').some((ph) => ph.getAttribute('type') === 'body'));
    const own = shape && all(shape, 'txBody')[0];
    if (!own) return;
    all(own, 'p').forEach((x) => x.remove());
    own.append(...nodes(document, text.split('\n').map((line) => `<a:p>${line ? run(line) : ''}</a:p>`).join('')));
  };

  return async (json) => {
    const deck = read(json);
    const logo = deck.logo && (await picture(deck.logo).catch(() => undefined));
    const pptx = new window.PptxGenJS();
    pptx.layout = 'LAYOUT_WIDE';
    for (const content of deck.slides) {
      const slide = pptx.addSlide();
      if (content.chart) draw(pptx, slide, content.chart, LAYOUTS[layoutOf(content)].place);
      if (content.table.length > 0) table(slide, content.table);
      slide.addNotes(content.notes || ' ');
    }
    const made = new Package(await pptx.write({ outputType: 'uint8array' }));
    put(made, deck, logo);
    repair(made, deck.slides.map(({ chart }) => chart).filter(Boolean), deck.title);
    deck.slides.forEach((content, i) => {
      const name = `ppt/slides/slide${i + 1}.xml`;
      const rels = `ppt/slides/_rels/slide${i + 1}.xml.rels`;
      made.edit(rels, (document) => {
        const layout = all(document, 'Relationship').find((x) => x.getAttribute('Type').endsWith('/slideLayout'));
        layout.setAttribute('Target', `../slideLayouts/slideLayout${layoutOf(content) + 1}.xml`);
      });
      const link = content.link && made.relate(rels, `${OFFICE}/hyperlink`, content.link.href, true);
      made.edit(name, (document) => fill(document, content, deck, link));
      made.edit(`ppt/notesSlides/notesSlide${i + 1}.xml`, (document) => notes(document, content.notes));
    });
    // Parts that the library names but does not write.
    made.edit('[Content_Types].xml', (document) => {
      for (const type of all(document, 'Override')) if (!made.has(type.getAttribute('PartName').slice(1))) type.remove();
    });
    const titles = deck.slides.map(({ title }) => `<vt:lpstr>${escaped(title)}</vt:lpstr>`);
    made.properties({
      title: deck.title,
      application: 'Microsoft Office PowerPoint',
      more: `<Slides>${titles.length}</Slides><HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Slide Titles</vt:lpstr></vt:variant>`
        + `<vt:variant><vt:i4>${titles.length}</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="${titles.length}" baseType="lpstr">${titles.join('')}</vt:vector></TitlesOfParts>`,
    });
    return new Blob([made.closed()], { type: KIND });
  };
})();
