/** Weights by category: what is covered first when there are not enough licences. */
import { App, Button, InputNumber } from 'antd';
import { type ReactNode, useState } from 'react';
import { useAction, useSession, useT } from '../../../platform/web/index.ts';
import { type SoftwareCategory, softwareCategories } from '../../../recognition/shapes.ts';
import { weightOf } from '../rules.lots.ts';
import { type AllocationOverview, saveWeights } from '../shapes.ts';

export function Weights(props: { overview: AllocationOverview }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { can } = useSession();
  const { overview } = props;
  const [weights, setWeights] = useState<Record<string, number>>(overview.weights);
  const save = useAction(saveWeights, {
    onDone: () => void message.success(t('已保存，下一次计算时生效')),
    onRefused: (error) => void message.error(error.message, 8),
  });
  const changed = JSON.stringify(weights) !== JSON.stringify(overview.weights);
  const editable = can('allocation.run') !== undefined;
  const categories = Object.keys(softwareCategories) as SoftwareCategory[];
  return (
    <>
      <p className="zc-quiet">
        {t('一处安装有许可覆盖值多少，1 至 1000。许可不够时，先使覆盖的权重之和最大。')}
      </p>
      <div className="zc-allocation-weights">
        {categories.map((category) => (
          <div key={category}>
            <label htmlFor={`weight-${category}`}>{t(softwareCategories[category].label)}</label>
            <InputNumber
              id={`weight-${category}`}
              min={1}
              max={1000}
              precision={0}
              disabled={!editable}
              value={weightOf(category, weights)}
              onChange={(value) => value && setWeights({ ...weights, [category]: value })}
            />
          </div>
        ))}
      </div>
      {editable && (
        <Button
          type="primary"
          disabled={!changed}
          loading={save.isPending}
          onClick={() => save.mutate({ body: { weights, revision: overview.weightsRevision } })}
        >
          {t('保存权重')}
        </Button>
      )}
    </>
  );
}
