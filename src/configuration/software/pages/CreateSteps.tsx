/** The questions of each step of 登记软件. */
import { DatePicker, Form, type FormInstance, Input, InputNumber, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useRef } from 'react';
import type { ChoiceSet } from '../../../base/choices.ts';
import {
  call,
  SearchSelect,
  type Translate,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import type { Product } from '../../../recognition/shapes.ts';
import { searchProducts } from '../../../recognition/unitrules/shapes.ts';
import type { DraftValues, Step } from '../rules.form.ts';
import { FIELD_TITLES, METHODS, presenceOf } from '../rules.ts';
import {
  ACQUISITION_METHODS,
  type AcquisitionMethod,
  type FactField,
  LICENSE_METRICS,
  LICENSE_TYPES,
  ORIGINS,
  SOFTWARE_CATEGORIES,
  SOFTWARE_TYPES,
  type SoftwareType,
} from '../shapes.ts';
import { useShownTypes } from './types.ts';
import { QuantityInput, SerialsInput, TermInput, VersionsInput } from './Values.tsx';

type StepProps = { form: FormInstance<DraftValues>; values: DraftValues; keep: () => void };

function options(t: Translate, set: ChoiceSet, only?: readonly string[]) {
  return Object.entries(set)
    .filter(([value]) => only === undefined || only.includes(value))
    .map(([value, choice]) => ({ value, label: t(choice.label) }));
}

/** One question; its star follows the same table that the server checks. */
function Item(props: {
  name: FactField;
  values: DraftValues;
  children: ReactNode;
  help?: string;
  wide?: boolean;
  kind?: 'date' | 'money';
}): ReactNode {
  const t = useT();
  const { name, values } = props;
  const presence = presenceOf(name, {
    softwareType: (values.softwareType ?? 'commercial') as SoftwareType,
    acquisitionMethod: values.acquisitionMethod as AcquisitionMethod,
  });
  if (presence === 'forbidden') return null;
  const translation =
    props.kind === 'date'
      ? {
          getValueProps: (value: unknown) => ({
            value: typeof value === 'string' ? dayjs(value) : null,
          }),
          getValueFromEvent: (_: unknown, text: unknown) => (text ? text : undefined),
        }
      : props.kind === 'money'
        ? {
            getValueProps: (value: unknown) => ({
              value: typeof value === 'number' ? value / 100 : null,
            }),
            getValueFromEvent: (value: unknown) =>
              typeof value === 'number' ? Math.round(value * 100) : undefined,
          }
        : {};
  return (
    <Form.Item
      name={name}
      label={t(FIELD_TITLES[name])}
      required={presence === 'required' || name === 'softwareName'}
      extra={props.help}
      className={props.wide ? 'zc-field-wide' : 'zc-field'}
      {...translation}
    >
      {props.children}
    </Form.Item>
  );
}

function KindStep(props: StepProps): ReactNode {
  const t = useT();
  const type = props.values.softwareType as SoftwareType | undefined;
  const shown = Object.keys(useShownTypes());
  return (
    <>
      <Item
        name="softwareType"
        values={props.values}
        wide
        help={t(
          '商业软件：单位采购或受赠、调剂的；OEM软件：随计算机预装的；免费软件：须列入清单后使用。',
        )}
      >
        <Radio.Group options={options(t, SOFTWARE_TYPES, shown)} optionType="button" />
      </Item>
      {type && METHODS[type].length > 1 && (
        <Item
          name="acquisitionMethod"
          values={props.values}
          wide
          {...(type === 'commercial'
            ? {
                help: t(
                  '受赠、调剂等方式获得的商业软件不填写采购时间和采购金额（《软件台账管理规定》一.4）。',
                ),
              }
            : {})}
        >
          <Radio.Group options={options(t, ACQUISITION_METHODS, METHODS[type])} />
        </Item>
      )}
    </>
  );
}

/** Picking from the catalogue fills name, publisher and category; each stays editable. */
function CataloguePick(props: StepProps): ReactNode {
  const t = useT();
  const { can } = useSession();
  const found = useRef(new Map<string, Product>());
  if (!can('recognition.view')) return null;
  const search = async (text: string) => {
    const page = await call(searchProducts, { query: { q: text, limit: 20 } });
    return page.items.map((product) => {
      found.current.set(product.id, product);
      const name = product.nameZh || product.name;
      return {
        value: product.id,
        label: product.publisher ? `${name}（${product.publisher}）` : name,
      };
    });
  };
  const pick = (id: string | undefined) => {
    const product = id === undefined ? undefined : found.current.get(id);
    props.form.setFieldValue('productId', id ?? null);
    if (product) {
      props.form.setFieldsValue({
        softwareName: product.nameZh || product.name,
        publisher: product.publisher,
        category: product.category,
      });
    }
    props.keep();
  };
  const { productId, softwareName } = props.values;
  const picked = found.current.get(String(productId));
  const label = picked ? picked.nameZh || picked.name : String(softwareName ?? productId);
  const shown = productId ? { value: String(productId), label } : undefined;
  return (
    <Form.Item
      label={t('从软件产品目录选择')}
      extra={t('选中后自动填写名称、厂商和类别；目录中没有的直接在下面填写。')}
      className="zc-field-wide"
    >
      <SearchSelect
        label={t('从软件产品目录选择')}
        search={search}
        shown={shown}
        value={shown?.value ?? null}
        onChange={pick}
      />
    </Form.Item>
  );
}

function ProductStep(props: StepProps): ReactNode {
  const t = useT();
  const { values } = props;
  return (
    <>
      <CataloguePick {...props} />
      <Item name="softwareName" values={values} wide>
        <Input maxLength={200} autoComplete="off" />
      </Item>
      <Item
        name="softwareVersion"
        values={values}
        help={t('名称或版本不同的，使用不同的软件编号。')}
      >
        <Input maxLength={100} autoComplete="off" placeholder={t('例如 v12、2021 专业版')} />
      </Item>
      <Item
        name="edition"
        values={values}
        help={t('例如 专业版、政府版；版本中已写明的不必再填。')}
      >
        <Input maxLength={100} autoComplete="off" />
      </Item>
      <Item name="publisher" values={values}>
        <Input maxLength={200} autoComplete="off" />
      </Item>
      <Item name="category" values={values}>
        <Select options={options(t, SOFTWARE_CATEGORIES)} />
      </Item>
      <Item name="origin" values={values}>
        <Select allowClear options={options(t, ORIGINS)} />
      </Item>
    </>
  );
}

function PurchaseStep(props: StepProps): ReactNode {
  const t = useT();
  const { values } = props;
  return (
    <>
      <Item name="purchaseDate" values={values} kind="date">
        <DatePicker className="zc-wide" maxDate={dayjs()} />
      </Item>
      <Item name="purchaseAmountFen" values={values} kind="money">
        <InputNumber className="zc-wide" min={0} precision={2} suffix={t('元')} />
      </Item>
      <Item
        name="registeredOn"
        values={values}
        kind="date"
        help={t('不填为采购时间；没有采购时间的为今天。')}
      >
        <DatePicker className="zc-wide" maxDate={dayjs()} />
      </Item>
      <Item name="contractNo" values={values}>
        <Input maxLength={100} autoComplete="off" />
      </Item>
      <Item name="supplier" values={values}>
        <Input maxLength={200} autoComplete="off" />
      </Item>
    </>
  );
}

function LicenceStep(props: StepProps): ReactNode {
  const t = useT();
  const { values } = props;
  return (
    <>
      <Item
        name="licenseType"
        values={values}
        help={t('优先采用场地授权（《软件配置管理规定》一.3）。')}
      >
        <Select options={options(t, LICENSE_TYPES)} />
      </Item>
      <Item name="licenseQuantity" values={values}>
        <QuantityInput unlimitedAllowed={values.licenseType === 'site'} />
      </Item>
      <Item name="licenseMetric" values={values}>
        <Select allowClear options={options(t, LICENSE_METRICS)} />
      </Item>
      <Item
        name="usableVersions"
        values={values}
        help={t('含升级、降级权利；安装的版本须在其中。多项用顿号分开。')}
      >
        <VersionsInput />
      </Item>
      <Item name="licenseTerm" values={values} wide>
        <TermInput />
      </Item>
      <Item
        name="serialNumbers"
        values={values}
        wide
        help={t('加密保存，只显示末四位，查看全文记入审计日志。')}
      >
        <SerialsInput />
      </Item>
    </>
  );
}

function PapersStep(props: StepProps): ReactNode {
  const t = useT();
  const { values } = props;
  return (
    <>
      <Item name="maintenanceEnd" values={values} kind="date" help={t('升级和技术支持到哪一天。')}>
        <DatePicker className="zc-wide" />
      </Item>
      <Item name="formerNo" values={values} help={t('原台账中的编号，便于对照。')}>
        <Input maxLength={50} autoComplete="off" />
      </Item>
      <Item name="downgradeEvidence" values={values} wide>
        <Input.TextArea maxLength={500} rows={2} />
      </Item>
      <Item name="remark" values={values} wide>
        <Input.TextArea maxLength={1000} rows={2} />
      </Item>
    </>
  );
}

export function StepFields(props: StepProps & { step: Step }): ReactNode {
  const { step, ...rest } = props;
  switch (step) {
    case 'kind':
      return <KindStep {...rest} />;
    case 'product':
      return <ProductStep {...rest} />;
    case 'purchase':
      return <PurchaseStep {...rest} />;
    case 'licence':
      return <LicenceStep {...rest} />;
    case 'papers':
      return <PapersStep {...rest} />;
    case 'confirm':
      return null;
  }
}
