// Once this folder stands elsewhere, these two are on the simulator's host and in the deck's own folder.
import '../../static/embed/funnel-simulator.js';
import { FunnelReveal } from '../../static/embed/funnel-reveal.js';
import Reveal from '../../node_modules/reveal.js/dist/reveal.mjs';
import RevealNotes from '../../node_modules/reveal.js/dist/plugin/notes.mjs';

Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0.02,
  hash: true,
  // Slides are seldom as high as the screen; the simulator is.
  center: true,
  transition: 'fade',
  // S opens the speaker view.
  plugins: [FunnelReveal, RevealNotes],
});
