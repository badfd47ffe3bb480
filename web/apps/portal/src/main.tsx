import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import './style.css';

// The service worker serves what lies below its folder: the slash belongs to it.
if (location.pathname === '/portal') history.replaceState(null, '', `/portal/${location.search}${location.hash}`);
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><App /></StrictMode>);
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/portal/sw.js').catch(() => {});
