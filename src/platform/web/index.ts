/** The page kit: everything a slice's pages need, see docs/development.md "Pages". */

export type { ChoiceSet } from '../../base/choices.ts';
export { Go, useAddressParams, useAddressSearch, useGo, useUnit } from './address.tsx';
export { ApiError, addressOf, call, download, type Params } from './call.ts';
export { DateInput } from './form/DateInput.tsx';
export { clearDraft, readDraft, writeDraft } from './form/drafts.ts';
export { EndpointForm, type EndpointFormProps, FormDrawer } from './form/EndpointForm.tsx';
export { type Field, type FormValues, SearchSelect } from './form/fields.tsx';
export {
  bodyOfLines,
  type FormLine,
  type LineField,
  LinesField,
  linesOf,
} from './form/LinesField.tsx';
export { ImportWizard } from './ImportWizard.tsx';
export { ListPage } from './list/ListPage.tsx';
export type { Filter, ListColumn, Option } from './list/types.ts';
export { PageHead } from './PageHead.tsx';
export { FormatMenu, PaperMenu, type PaperOf } from './PaperMenu.tsx';
export {
  type PaperCell,
  type PaperRow,
  PaperSheet,
  PrintedSheet,
  paperRows,
} from './PaperSheet.tsx';
export { type Paper, Papers, type PapersProps } from './Papers.tsx';
export { setPreferences, useNarrow, usePreferences } from './preferences.ts';
export { useAction, useEndpoint, useList } from './query.ts';
export {
  type Fact,
  Facts,
  History,
  type HistoryLine,
  RecordPage,
  type Tab,
} from './RecordPage.tsx';
export type { MenuPart, PageRoute, RecordTab, SearchSource } from './route.ts';
export { ScanField } from './ScanField.tsx';
export { SignatureField } from './SignatureField.tsx';
export { Can, useSession } from './session.tsx';
export { EmptyState, ErrorState, Loaded } from './states.tsx';
export { useStepLines } from './steps.ts';
export { language, type Translate, t, useLanguage, useT } from './texts.ts';
export { useResolve } from './useResolve.ts';
export {
  AsOfPicker,
  ChoiceTag,
  DateText,
  EMPTY,
  Figure,
  formatCount,
  MoneyText,
  ToneTag,
  useAsOf,
} from './values.tsx';
export { YearDrawer } from './YearDrawer.tsx';
