// An office file as an archive of XML parts, opened, changed and closed again. What the libraries that write such files
// cannot do is done on these parts; none is written that is not well-formed.
window.funnelPackage = (() => {
  const { unzipSync, zipSync, strToU8, strFromU8 } = window.fflate;
  const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const isXml = (name) => /\.(xml|rels)$/.test(name);

  /** A part as a document; throws if it is not well-formed. */
  const parsed = (text, name) => {
    const made = new DOMParser().parseFromString(text.trimStart(), 'application/xml');
    if (made.getElementsByTagName('parsererror').length > 0) throw new Error(`${name} is not well-formed`);
    return made;
  };

  /** Characters that XML 1.0 does not allow. The page cleans names as they come in; nothing here relies on that. */
  const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

  /** Content as the page hands it over. */
  const read = (json) => JSON.parse(json, (_, value) => (typeof value === 'string' ? value.replace(NO_XML, '') : value));

  const escaped = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

  /** Elements below one by their local name, whatever their prefix. */
  const all = (of, name) => [...of.getElementsByTagNameNS('*', name)];

  class Package {
    constructor(bytes) {
      this.parts = unzipSync(bytes);
    }

    /** The names of its parts that match. */
    names(pattern) {
      return Object.keys(this.parts).filter((name) => pattern.test(name));
    }

    has(name) {
      return name in this.parts;
    }

    bytes(name) {
      return this.parts[name];
    }

    /** Replaces a part or adds one: bytes, or the text of a document. */
    put(name, content) {
      this.parts[name] = typeof content === 'string' ? strToU8(DECLARATION + content) : content;
    }

    drop(pattern) {
      this.names(pattern).forEach((name) => delete this.parts[name]);
    }

    document(name) {
      return parsed(strFromU8(this.parts[name]), name);
    }

    /** Changes a part by its document. */
    edit(name, change) {
      const document = this.document(name);
      change(document);
      this.put(name, new XMLSerializer().serializeToString(document).replace(/^<\?xml[^>]*\?>\s*/, ''));
    }

    /** Declares a part's content type. */
    type(name, type) {
      this.edit('[Content_Types].xml', (document) => {
        const known = all(document, 'Override').find((x) => x.getAttribute('PartName') === `/${name}`);
        const override = known ?? document.documentElement.appendChild(document.createElementNS(document.documentElement.namespaceURI, 'Override'));
        override.setAttribute('PartName', `/${name}`);
        override.setAttribute('ContentType', type);
      });
    }

    /** Adds a relationship to a part's, and returns its id. */
    relate(rels, type, target, isOutside) {
      if (!this.has(rels)) this.put(rels, `<Relationships xmlns="${RELATIONS}"/>`);
      let id;
      this.edit(rels, (document) => {
        const used = new Set(all(document, 'Relationship').map((x) => x.getAttribute('Id')));
        for (let i = 1; id === undefined || used.has(id); i += 1) id = `rId${i}`;
        const relation = document.createElementNS(RELATIONS, 'Relationship');
        const attributes = { Id: id, Type: type, Target: target, ...(isOutside && { TargetMode: 'External' }) };
        Object.entries(attributes).forEach(([name, value]) => relation.setAttribute(name, value));
        document.documentElement.append(relation);
      });
      return id;
    }

    /** Says what the file is, in its properties: its own title, and nobody's name. */
    properties({ title, application, more = '' }) {
      const core = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties';
      const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
      const date = (name) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${now}</dcterms:${name}>`;
      const had = this.has('docProps/core.xml');
      this.put('docProps/core.xml', `<cp:coreProperties xmlns:cp="${core}" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title>\
${date('created')}${date('modified')}</cp:coreProperties>`);
      this.put('docProps/app.xml', `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" \
xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><Application>${application}</Application>${more}</Properties>`);
      this.type('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml');
      this.type('docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml');
      if (had) return;
      this.relate('_rels/.rels', `${RELATIONS}/metadata/core-properties`, 'docProps/core.xml');
      this.relate('_rels/.rels', `${OFFICE}/extended-properties`, 'docProps/app.xml');
    }

    /** The archive; throws if any part of it is not well-formed. */
    closed() {
      for (const name of this.names(/./)) if (isXml(name)) this.document(name);
      // The content types come first in the archive.
      const { '[Content_Types].xml': types, ...rest } = this.parts;
      const files = Object.entries(rest).filter(([name]) => !name.endsWith('/'));
      return zipSync({ '[Content_Types].xml': types, ...Object.fromEntries(files) });
    }
  }

  return { Package, all, escaped, read, OFFICE };
})();
