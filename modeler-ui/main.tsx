/** Where the web application begins. */
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { applyTheme, currentTheme } from './app/theme.js';
import './design/base.css';

applyTheme(currentTheme());
const place = document.getElementById('app');
if (place === null) throw new Error('Expected index.html to have #app, but it has none');
createRoot(place).render(<App />);
