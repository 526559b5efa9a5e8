/** The members of a composition, edited as a whole; a correction leaves people and places alone. */
import { App, Button, Card, Drawer, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { ErrorState, SearchSelect, useAction, useT } from '../../../platform/web/index.ts';
import { searchPeople } from '../../cases/pages/options.ts';
import {
  COMMITTEE_FUNCTIONS,
  COMMITTEE_ROLES,
  type Committee,
  correctCommittee,
  type MemberInput,
  saveCommittee,
} from '../shapes.ts';

type Line = MemberInput & { key: string; personName: string };

const TEXTS = [
  ['positionTitle', '职务', 50],
  ['officePhone', '办公电话', 30],
  ['mobile', '手机', 20],
  ['fax', '传真', 30],
  ['email', '电子邮箱', 100],
  ['remark', '备注', 200],
] as const;

function emptyLine(): Line {
  const texts = { positionTitle: '', officePhone: '', mobile: '', fax: '', email: '', remark: '' };
  const key = crypto.randomUUID();
  return {
    ...texts,
    key,
    personId: '',
    personName: '',
    committeeRole: 'member',
    functionsCovered: [],
  };
}

function bodyOf({ key, personName, ...member }: Line): MemberInput {
  return member;
}

export function MemberEditor(props: {
  one: Committee;
  correcting: boolean;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { one, correcting } = props;
  const [lines, setLines] = useState<Line[]>(() =>
    one.members.map(({ lineNo, departmentId, departmentName, ...member }) => ({
      ...member,
      key: `${lineNo} ${member.personId}`,
    })),
  );
  const [reason, setReason] = useState('');
  const onDone = () => {
    message.success(t('已保存领导小组成员。'));
    props.onClose();
  };
  const save = useAction(saveCommittee, { onDone });
  const correct = useAction(correctCommittee, { onDone });
  const params = { committee: one.id };
  const send = () => {
    const members = lines.map(bodyOf);
    if (correcting) correct.mutate({ params, body: { members, reason } });
    else save.mutate({ params, body: { members } });
  };
  const change = (key: string, part: Partial<Line>) =>
    setLines((before) => before.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const error = save.error ?? correct.error;
  return (
    <Drawer
      open
      size={800}
      title={correcting ? t('更正联系方式') : t('修改成员')}
      onClose={props.onClose}
      extra={
        <Button type="primary" loading={save.isPending || correct.isPending} onClick={send}>
          {t('保存')}
        </Button>
      }
    >
      {error && <ErrorState error={error} />}
      {lines.map((line, at) => (
        <MemberCard
          key={line.key}
          line={line}
          no={at + 1}
          fixed={correcting}
          onChange={(part) => change(line.key, part)}
          onRemove={() => setLines((before) => before.filter((other) => other.key !== line.key))}
        />
      ))}
      {correcting ? (
        <Input.TextArea
          aria-label={t('更正原因')}
          placeholder={t('更正原因')}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
      ) : (
        <Button onClick={() => setLines((before) => [...before, emptyLine()])}>
          {t('添加成员')}
        </Button>
      )}
    </Drawer>
  );
}

function MemberCard(props: {
  line: Line;
  no: number;
  fixed: boolean;
  onChange: (part: Partial<Line>) => void;
  onRemove: () => void;
}): ReactNode {
  const t = useT();
  const { line, fixed, onChange } = props;
  return (
    <Card
      size="small"
      className="zc-member"
      title={t('第 {{no}} 位', { no: props.no })}
      extra={
        !fixed && (
          <Button type="link" danger onClick={props.onRemove}>
            {t('移除')}
          </Button>
        )
      }
    >
      <div className="zc-columns">
        <Labelled label={t('姓名')}>
          <SearchSelect
            label={t('姓名')}
            search={searchPeople}
            value={line.personId || null}
            shown={line.personName ? { value: line.personId, label: line.personName } : undefined}
            disabled={fixed}
            onChange={(personId) => onChange({ personId: personId ?? '' })}
          />
        </Labelled>
        <Labelled label={t('小组职务')}>
          <Select
            value={line.committeeRole}
            disabled={fixed}
            options={Object.entries(COMMITTEE_ROLES).map(([value, { label }]) => ({
              value: value as Line['committeeRole'],
              label: t(label),
            }))}
            onChange={(committeeRole) => onChange({ committeeRole })}
          />
        </Labelled>
        <Labelled label={t('代表')}>
          <Select
            mode="multiple"
            value={line.functionsCovered}
            options={Object.entries(COMMITTEE_FUNCTIONS).map(([value, { label }]) => ({
              value: value as Line['functionsCovered'][number],
              label: t(label),
            }))}
            onChange={(functionsCovered) => onChange({ functionsCovered })}
          />
        </Labelled>
        {TEXTS.map(([name, label, most]) => (
          <Labelled key={name} label={t(label)}>
            <Input
              value={line[name]}
              maxLength={most}
              onChange={(event) => onChange({ [name]: event.target.value })}
            />
          </Labelled>
        ))}
      </div>
    </Card>
  );
}

/** What is filled in keeps its name in sight. */
function Labelled(props: { label: string; children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="zc-labelled">
      <span className="zc-quiet">{props.label}</span>
      {props.children}
    </label>
  );
}
