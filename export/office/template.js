// The template of the slides: theme, master and layouts with real placeholders, so that a slide that is put into
// somebody else's template takes its looks from there. Lengths are in inches; only the theme sets colours and faces.
window.funnelTemplate = (() => {
  const { escaped, OFFICE } = window.funnelPackage;
  const SPACES = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    + `xmlns:r="${OFFICE}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`;
  const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const TYPE = 'application/vnd.openxmlformats-officedocument';
  const emu = (inches) => Math.round(inches * 914_400);

  /** Which of the theme's colours each of the page's is. */
  const SCHEME = { paper: 'bg1', ink: 'tx1', muted: 'tx2', line: 'bg2', accent: 'accent1', loss: 'accent2', today: 'accent3' };
  /** The same in the theme's own list, with three more that nothing here uses: a theme has six. */
  const THEME = { dk1: 'ink', lt1: 'paper', dk2: 'muted', lt2: 'line', accent1: 'accent', accent2: 'loss', accent3: 'today', accent4: 'muted', accent5: 'ink', accent6: 'line', hlink: 'accent', folHlink: 'muted' };

  /** Where placeholders stand: left, top, width, height. */
  const PLACES = {
    title: [0.6, 0.35, 12.13, 0.95],
    lead: [0.6, 1.32, 12.13, 0.42],
    content: [0.6, 1.75, 12.13, 5.05],
    narrow: [0.6, 1.75, 8.9, 5.05],
    figures: [9.75, 1.85, 2.98, 4.85],
    foot: [0.6, 6.98, 8.5, 0.3],
    number: [12.18, 6.98, 0.55, 0.3],
  };
  /** Height of the logo, and its right edge. */
  const LOGO = { height: 0.36, right: 12.1, top: 6.95 };

  const box = (place) => {
    const [x, y, cx, cy] = place.map(emu);
    return `<a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm>`;
  };
  const level = (style, size, colour, more = '') => `<a:lvl1pPr marL="0" indent="0" ${style}><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>`
    + `<a:defRPr sz="${size * 100}"${more}><a:solidFill><a:schemeClr val="${colour}"/></a:solidFill></a:defRPr></a:lvl1pPr>`;

  /** A placeholder of a master or layout; without a place it is where its master's is. */
  const placeholder = (id, name, ph, { place, body = '', fit = '', levels = '', text = name } = {}) => `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/>`
    + `<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph ${ph}/></p:nvPr></p:nvSpPr><p:spPr>${place ? `${box(place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>` : ''}</p:spPr>`
    + `<p:txBody><a:bodyPr ${body}>${fit}</a:bodyPr><a:lstStyle>${levels}</a:lstStyle><a:p>${text}</a:p></p:txBody></p:sp>`;
  const run = (text) => `<a:r><a:rPr lang="en-US"/><a:t>${escaped(text)}</a:t></a:r>`;
  const NUMBER = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>';
  const INSETS = 'lIns="0" tIns="0" rIns="0" bIns="0"';

  const tree = (shapes) => '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    + `${shapes.join('')}</p:spTree>`;
  const foot = (id, placed, footer) => [
    placeholder(id, 'Footer', 'type="ftr" sz="quarter" idx="11"', { ...(placed && { place: PLACES.foot, body: `${INSETS} anchor="ctr"`, levels: level('algn="l"', 9, 'tx2') }), text: run(footer) }),
    placeholder(id + 1, 'Slide Number', 'type="sldNum" sz="quarter" idx="12"', { ...(placed && { place: PLACES.number, body: `${INSETS} anchor="ctr"`, levels: level('algn="r"', 9, 'tx2') }), text: NUMBER }),
  ];

  const theme = ({ colours, face }, title) => {
    const colour = Object.entries(THEME).map(([slot, name]) => `<a:${slot}><a:srgbClr val="${colours[name]}"/></a:${slot}>`);
    const font = (slot) => `<a:${slot}><a:latin typeface="${escaped(face)}"/><a:ea typeface=""/><a:cs typeface=""/></a:${slot}>`;
    const fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>';
    const line = (w) => `<a:ln w="${w}">${fill}</a:ln>`;
    return `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="${escaped(title)}"><a:themeElements>`
      + `<a:clrScheme name="${escaped(title)}">${colour.join('')}</a:clrScheme><a:fontScheme name="${escaped(title)}">${font('majorFont')}${font('minorFont')}</a:fontScheme>`
      + `<a:fmtScheme name="Plain"><a:fillStyleLst>${fill.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${[6350, 12_700, 19_050].map(line).join('')}</a:lnStyleLst>`
      + `<a:effectStyleLst>${'<a:effectStyle><a:effectLst/></a:effectStyle>'.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${fill.repeat(3)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`;
  };

  const master = (deck, logo, layouts) => {
    const [x, y, w, h] = logo ? [LOGO.right - logo.ratio * LOGO.height, LOGO.top, logo.ratio * LOGO.height, LOGO.height] : [];
    const picture = logo ? [`<p:pic><p:nvPicPr><p:cNvPr id="9" name="Logo" descr="${escaped(deck.logo_name)}"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr>`
      + `<p:blipFill><a:blip r:embed="rIdLogo"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>${box([x, y, w, h])}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`] : [];
    const shapes = [
      placeholder(2, 'Title', 'type="title"', { place: PLACES.title, body: `${INSETS} anchor="ctr"`, fit: '<a:normAutofit/>', text: run('Title') }),
      placeholder(3, 'Text', 'type="body" idx="1"', { place: PLACES.content, body: INSETS, text: run('Text') }),
      ...foot(4, true, deck.footer), ...picture,
    ];
    const style = (name, size, bold, face) => `<p:${name}><a:lvl1pPr marL="0" indent="0" algn="l"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="${size * 100}" b="${bold}">`
      + `<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="${face}"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr></p:${name}>`;
    return `<p:sldMaster ${SPACES}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>${tree(shapes)}</p:cSld>`
      + '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
      + `<p:sldLayoutIdLst>${layouts.map((_, i) => `<p:sldLayoutId id="${2_147_483_649 + i}" r:id="rId${i + 1}"/>`).join('')}</p:sldLayoutIdLst>`
      + `<p:hf hdr="0" dt="0"/><p:txStyles>${style('titleStyle', 24, 1, '+mj-lt')}${style('bodyStyle', 16, 0, '+mn-lt')}${style('otherStyle', 16, 0, '+mn-lt')}</p:txStyles></p:sldMaster>`;
  };

  const layout = (name, type, footer, parts) => `<p:sldLayout ${SPACES} ${type}preserve="1"><p:cSld name="${name}">`
    + `${tree([placeholder(2, 'Title', 'type="title"', { text: run('Title') }), ...parts, ...foot(8, false, footer)])}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`;
  const lead = placeholder(3, 'Lead', 'type="body" sz="quarter" idx="13"', { place: PLACES.lead, body: INSETS, fit: '<a:normAutofit/>', levels: level('algn="l"', 12, 'tx2'), text: run('Lead') });
  const content = (place) => placeholder(4, 'Content', 'idx="1"', { place, body: INSETS, text: run('Content') });
  const figures = placeholder(5, 'Figures', 'type="body" sz="quarter" idx="14"', { place: PLACES.figures, body: INSETS, levels: level('algn="l"', 12, 'tx2'), text: run('Figures') });

  /** The layouts, by what a slide has. */
  const LAYOUTS = [
    { name: 'Title and Content', place: PLACES.content, make: (footer) => layout('Title and Content', 'type="obj" ', footer, [lead, content(PLACES.content)]) },
    { name: 'Title, Content and Figures', place: PLACES.narrow, make: (footer) => layout('Title, Content and Figures', '', footer, [lead, content(PLACES.narrow), figures]) },
  ];
  const layoutOf = (slide) => (slide.facts.length > 0 ? 1 : 0);

  /** Puts theme, master and layouts in place of a package's own. */
  const put = (made, deck, logo) => {
    made.drop(/^ppt\/(slideLayouts|slideMasters|theme)\//);
    const { face } = deck.colours;
    const related = (list) => `<Relationships xmlns="${RELATIONS}">${list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
    // The notes' master has a theme of its own, as the format demands.
    for (const i of [1, 2]) made.put(`ppt/theme/theme${i}.xml`, theme({ colours: deck.colours, face }, deck.title));
    LAYOUTS.forEach(({ make }, i) => {
      made.put(`ppt/slideLayouts/slideLayout${i + 1}.xml`, make(deck.footer));
      made.put(`ppt/slideLayouts/_rels/slideLayout${i + 1}.xml.rels`, related([['rId1', 'slideMaster', '../slideMasters/slideMaster1.xml']]));
      made.type(`ppt/slideLayouts/slideLayout${i + 1}.xml`, `${TYPE}.presentationml.slideLayout+xml`);
    });
    made.put('ppt/slideMasters/slideMaster1.xml', master(deck, logo, LAYOUTS));
    const relations = LAYOUTS.map((_, i) => [`rId${i + 1}`, 'slideLayout', `../slideLayouts/slideLayout${i + 1}.xml`]);
    relations.push(['rIdTheme', 'theme', '../theme/theme1.xml']);
    if (logo) {
      made.put('ppt/media/logo.png', logo.bytes);
      relations.push(['rIdLogo', 'image', '../media/logo.png']);
    }
    made.put('ppt/slideMasters/_rels/slideMaster1.xml.rels', related(relations));
    made.put('ppt/notesMasters/_rels/notesMaster1.xml.rels', related([['rId1', 'theme', '../theme/theme2.xml']]));
    made.type('ppt/slideMasters/slideMaster1.xml', `${TYPE}.presentationml.slideMaster+xml`);
    for (const i of [1, 2]) made.type(`ppt/theme/theme${i}.xml`, `${TYPE}.theme+xml`);
  };

  return { SCHEME, PLACES, LAYOUTS, layoutOf, put, run, NUMBER };
})();
