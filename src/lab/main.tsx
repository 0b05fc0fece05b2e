import { render } from 'preact';
import { App } from './App.tsx';
import { openAddress, warm } from './session.ts';

warm();
const place = document.getElementById('lab');
if (place !== null) {
  place.textContent = '';
  render(<App />, place);
}
window.addEventListener('hashchange', () => void openAddress());
void openAddress();
// The copy for when there is no network; a page that is opened from a file or without encryption has none.
if ('serviceWorker' in navigator && import.meta.env.PROD) navigator.serviceWorker.register('./sw.js').catch(() => {});
