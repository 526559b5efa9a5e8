/** Price ceilings and shortest lives by category; the information department changes them. */
import { App, Drawer } from 'antd';
import type { ReactNode } from 'react';
import {
  bodyOfLines,
  EndpointForm,
  type FormLine,
  type LineField,
  LinesField,
  Loaded,
  linesOf,
  MoneyText,
  useEndpoint,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { SOFTWARE_CATEGORIES } from '../../software/shapes.choices.ts';
import { type Ceiling, getPurchaseParameters, savePurchaseParameters } from '../shapes.ts';

export function ParametersDrawer(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const { can } = useSession();
  const found = useEndpoint(getPurchaseParameters);
  return (
    <Drawer open size={720} title={t('限价和最低年限')} onClose={props.onClose}>
      <p className="zc-quiet">
        {t(
          '采购计划中超过限价、短于最低使用年限的软件会提示，并须说明理由。初始值依据财行〔2013〕98号。',
        )}
      </p>
      <Loaded query={found}>
        {({ ceilings }) =>
          can('purchase.edit') ? (
            <Edit ceilings={ceilings} onClose={props.onClose} />
          ) : (
            ceilings.map((one) => <Shown key={one.category} one={one} />)
          )
        }
      </Loaded>
    </Drawer>
  );
}

function Shown(props: { one: Ceiling }): ReactNode {
  const t = useT();
  const { one } = props;
  return (
    <p className="zc-inline">
      <strong>{t(SOFTWARE_CATEGORIES[one.category].label)}</strong>
      {one.ceilingFen !== null && (
        <span>
          {t('限价')} <MoneyText fen={one.ceilingFen} />
        </span>
      )}
      {one.specialFen !== null && (
        <span>
          {t('特殊需要限价')} <MoneyText fen={one.specialFen} />
        </span>
      )}
      {one.minLifeYears !== null && <span>{t('最低 {{n}} 年', { n: one.minLifeYears })}</span>}
    </p>
  );
}

function Edit(props: { ceilings: Ceiling[]; onClose: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const fields: LineField[] = [
    {
      name: 'category',
      label: t('软件类别'),
      kind: 'choice',
      set: SOFTWARE_CATEGORIES,
      required: true,
    },
    { name: 'ceilingFen', label: t('限价'), kind: 'money' },
    { name: 'specialFen', label: t('特殊需要限价'), kind: 'money' },
    { name: 'minLifeYears', label: t('最低使用年限'), kind: 'number', unit: t('年') },
  ];
  return (
    <EndpointForm
      endpoint={savePurchaseParameters}
      initial={{ ceilings: linesOf(props.ceilings) }}
      fields={[
        {
          name: 'ceilings',
          label: t('软件类别'),
          kind: 'custom',
          wide: true,
          control: (
            <LinesField
              fields={fields}
              add={t('增加类别')}
              fresh={() => ({
                category: 'other',
                ceilingFen: null,
                specialFen: null,
                minLifeYears: null,
              })}
            />
          ),
        },
      ]}
      shape={(body) => ({ ceilings: bodyOfLines((body.ceilings ?? []) as FormLine[], fields) })}
      submit={t('保存')}
      onDone={() => {
        message.success(t('已保存'));
        props.onClose();
      }}
    />
  );
}
