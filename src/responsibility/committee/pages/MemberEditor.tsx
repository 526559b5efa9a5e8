/** The members of a composition, edited as a whole; a correction leaves people and places alone. */
import { App, Button, Card, Drawer, Input, Select } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { getPerson } from '../../../organisation/people/shapes.ts';
import {
  ApiError,
  call,
  ErrorState,
  SearchSelect,
  useAction,
  useT,
} from '../../../platform/web/index.ts';
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

/** What the personnel register knows of somebody; nothing that has been typed is replaced. */
async function knownOf(personId: string): Promise<Partial<Line>> {
  const person = await call(getPerson, { params: { id: personId } }).catch(() => undefined);
  if (!person) return {};
  return { officePhone: person.phone, email: person.email, positionTitle: person.postName ?? '' };
}

/** Complaints by member and field: `body.members.3.positionTitle` → `3.positionTitle`. */
function complaintsOf(error: Error | null): Map<string, string> {
  if (!(error instanceof ApiError)) return new Map();
  const own = error.path ? [{ path: error.path, message: error.message }] : [];
  const all = error.issues.length > 0 ? error.issues : own;
  return new Map(all.map((one) => [one.path.replace(/^body\.members\./, ''), one.message]));
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
  const fill = async (key: string, personId: string) => {
    const known = await knownOf(personId);
    setLines((before) => before.map((line) => (line.key === key ? filled(line, known) : line)));
  };
  const error = save.error ?? correct.error;
  const complaints = complaintsOf(error);
  useEffect(() => {
    if (error) document.querySelector('.zc-complaint')?.scrollIntoView({ block: 'center' });
  }, [error]);
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
      {error && (
        <div className={complaints.size > 0 ? undefined : 'zc-complaint'}>
          <ErrorState error={error} />
        </div>
      )}
      {lines.map((line, at) => (
        <MemberCard
          key={line.key}
          line={line}
          no={at + 1}
          fixed={correcting}
          complaint={(field) => complaints.get(`${at}.${field}`)}
          onChange={(part) => {
            change(line.key, part);
            if (part.personId) void fill(line.key, part.personId);
          }}
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

function filled(line: Line, known: Partial<Line>): Line {
  const empty = Object.entries(known).filter(([name]) => line[name as keyof Line] === '');
  return { ...line, ...Object.fromEntries(empty) };
}

function MemberCard(props: {
  line: Line;
  no: number;
  fixed: boolean;
  complaint: (field: string) => string | undefined;
  onChange: (part: Partial<Line>) => void;
  onRemove: () => void;
}): ReactNode {
  const t = useT();
  const { line, fixed, complaint, onChange } = props;
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
        <Labelled label={t('姓名')} complaint={complaint('personId')}>
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
          <Labelled key={name} label={t(label)} complaint={complaint(name)}>
            <Input
              value={line[name]}
              maxLength={most}
              {...(complaint(name) ? { status: 'error' as const } : {})}
              onChange={(event) => onChange({ [name]: event.target.value })}
            />
          </Labelled>
        ))}
      </div>
    </Card>
  );
}

/** What is filled in keeps its name in sight. */
function Labelled(props: {
  label: string;
  complaint?: string | undefined;
  children: ReactNode;
}): ReactNode {
  return (
    <div>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is the child */}
      <label className="zc-labelled">
        <span className="zc-quiet">{props.label}</span>
        {props.children}
      </label>
      {props.complaint && <span className="zc-complaint">{props.complaint}</span>}
    </div>
  );
}
