/** Starts the pages. */
import './zod.ts';
import 'antd/dist/reset.css';
import './frame.css';
import '../../platform/web/kit.css';
import { createRoot } from 'react-dom/client';
import { setRecordTabs } from '../../platform/web/route.ts';
import { startTexts } from '../../platform/web/texts.ts';
import { loadEnglish } from './english.ts';
import { Root } from './Root.tsx';
import { recordTabs } from './routes.tsx';

setRecordTabs(recordTabs);
await startTexts(loadEnglish);
createRoot(document.getElementById('root')!).render(<Root />);
