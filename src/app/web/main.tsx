/** Starts the pages. */
import './zod.ts';
import 'antd/dist/reset.css';
import './frame.css';
import '../../platform/web/kit.css';
import { createRoot } from 'react-dom/client';
import { setAuditWords, setRecordTabs } from '../../platform/web/route.ts';
import { startTexts } from '../../platform/web/texts.ts';
import { AUDIT_ACTIONS, AUDIT_OBJECTS } from './auditWords.ts';
import { loadEnglish } from './english.ts';
import { Root } from './Root.tsx';
import { recordTabs } from './routes.tsx';

/** After an update of the server an open page asks for files that are gone: load anew, but never in a circle. */
const RELOADED_KEY = 'zhengce.reloadedAt';
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem(RELOADED_KEY) ?? 0);
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem(RELOADED_KEY, String(Date.now()));
  window.location.reload();
});

setRecordTabs(recordTabs);
setAuditWords({ actions: AUDIT_ACTIONS, objects: AUDIT_OBJECTS });
await startTexts(loadEnglish);
createRoot(document.getElementById('root')!).render(<Root />);
