import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { Field } from './sync/Field';
import './style.css';

const field = new Field();
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><App field={field} /></StrictMode>);
void field.begin();
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/field/sw.js');
