/** One line of the list: what it says beyond the paper, changing it, stopping it. */
import { Button, Drawer, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  EMPTY,
  Facts,
  FormDrawer,
  Go,
  useT,
} from '../../../platform/web/index.ts';
import {
  changeFreeListLine,
  FREE_SCOPES,
  type FreeListLine,
  LISTING_STATES,
  stopFreeListLine,
} from '../shapes.ts';
import { useDepartmentOptions, useLineFields } from './FreeListAdd.tsx';

function LineFacts(props: { line: FreeListLine }): ReactNode {
  const t = useT();
  const { line } = props;
  return (
    <Facts
      facts={[
        {
          label: t('软件编号'),
          value: <Go to={`/software/${line.softwareId}`}>{line.softwareNo}</Go>,
        },
        { label: t('软件版本'), value: line.softwareVersion },
        { label: t('状态'), value: <ChoiceTag set={LISTING_STATES} value={line.state} /> },
        { label: t('免费范围'), value: <ChoiceTag set={FREE_SCOPES} value={line.freeScope} /> },
        { label: t('启用日期'), value: <DateText value={line.validFrom} /> },
        { label: t('停用日期'), value: line.validTo ? <DateText value={line.validTo} /> : EMPTY },
        { label: t('软件厂商'), value: line.publisher },
        { label: t('厂商客服联系方式'), value: line.publisherContact },
        { label: t('软件来源'), value: line.source, wide: true },
        {
          label: t('使用部门'),
          value: line.wholeUnit ? t('全单位') : line.departmentNames.join(t('、')),
          wide: true,
        },
        { label: t('许可依据'), value: line.licenceNote, wide: true },
        { label: t('使用原因'), value: line.reason, wide: true },
      ]}
    />
  );
}

export function FreeLineDrawer(props: {
  line: FreeListLine | undefined;
  close: () => void;
}): ReactNode {
  const t = useT();
  const { line, close } = props;
  const [step, setStep] = useState<'change' | 'stop'>();
  const fields = useLineFields(useDepartmentOptions());
  const done = () => {
    setStep(undefined);
    close();
  };
  return (
    <>
      <Drawer
        title={line?.softwareName}
        open={line !== undefined && step === undefined}
        onClose={close}
        size={560}
        extra={
          line?.state !== 'stopped' && (
            <Can permission="freeList.edit">
              <Space>
                <Button danger onClick={() => setStep('stop')}>
                  {t('停用')}
                </Button>
                <Button type="primary" onClick={() => setStep('change')}>
                  {t('修改')}
                </Button>
              </Space>
            </Can>
          )
        }
      >
        {line && <LineFacts line={line} />}
      </Drawer>
      {line && (
        <>
          <FormDrawer
            title={t('修改清单行 {{name}}', { name: line.softwareName })}
            open={step === 'change'}
            onClose={() => setStep(undefined)}
            endpoint={changeFreeListLine}
            params={{ id: line.id }}
            initial={Object.fromEntries(
              Object.entries(line).filter(([name]) => fields.some((field) => field.name === name)),
            )}
            fields={fields}
            submit={t('保存修改')}
            onDone={done}
          />
          <FormDrawer
            title={t('停用 {{name}} {{version}}', {
              name: line.softwareName,
              version: line.softwareVersion,
            })}
            open={step === 'stop'}
            onClose={() => setStep(undefined)}
            endpoint={stopFreeListLine}
            params={{ id: line.id }}
            fields={[
              {
                name: 'validTo',
                label: t('停用日期'),
                kind: 'date',
                required: true,
                help: t('自这一天起不再可用；已安装的将列为问题，请卸载或改用其他软件。'),
              },
            ]}
            submit={t('确认停用')}
            danger
            onDone={done}
          />
        </>
      )}
    </>
  );
}
