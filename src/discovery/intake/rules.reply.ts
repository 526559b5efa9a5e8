/**
 * The answer each agent needs. OCS agents stop without a zlib-compressed reply; GLPI agents need `status` and
 * `expiration`; FusionInventory wants well-formed XML.
 */
import { deflateSync } from 'node:zlib';
import type { Protocol } from './rules.report.ts';

export type Answer = { status: number; type: string; body: Buffer };
/** Who is answered: what the request itself showed. */
export type Addressee = { protocol: Protocol; format: 'xml' | 'json'; agentId: string };

export const REPORT_HOURS = 24;
/** Sections no agent should even send: the one privacy switch that works from here. */
const UNWANTED = 'process,environment,provider';
const OTHER_TASKS = [
  'deploy',
  'collect',
  'esx',
  'netdiscovery',
  'netinventory',
  'remoteinventory',
  'wakeonlan',
];

export function xmlAnswer(to: Addressee, content: string, status = 200): Answer {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<REPLY>${content}</REPLY>\n`;
  if (to.protocol === 'ocs')
    return { status, type: 'application/x-compressed', body: deflateSync(text) };
  return { status, type: 'application/xml', body: Buffer.from(text) };
}

export function jsonAnswer(content: object, status = 200): Answer {
  return { status, type: 'application/json', body: Buffer.from(JSON.stringify(content)) };
}

/** First message. JSON only for an agent that says who it is and owes us no full report: XML gets full lists. */
export function answerProlog(to: Addressee, wantsFull: boolean): Answer {
  if (to.protocol === 'glpi' && to.agentId && !wantsFull)
    return jsonAnswer({ status: 'ok', expiration: REPORT_HOURS });
  return xmlAnswer(to, `<PROLOG_FREQ>${REPORT_HOURS}</PROLOG_FREQ><RESPONSE>SEND</RESPONSE>`);
}

/**
 * A GLPI agent with a report on file is told what to do; one whose full list is missing is refused, which makes it
 * forget JSON for this address and come back in XML, with a full report.
 */
export function answerContact(wantsFull: boolean): Answer {
  if (wantsFull) {
    return jsonAnswer(
      {
        status: 'error',
        message: 'full inventory needed: please report again (需要完整清单，请重新上报)',
        expiration: REPORT_HOURS,
      },
      400,
    );
  }
  return jsonAnswer({
    status: 'ok',
    expiration: REPORT_HOURS,
    tasks: { inventory: { server: 'glpi', version: '10.0.16', 'no-category': UNWANTED } },
    disabled: OTHER_TASKS,
  });
}

/** A report is on disk, as a change or in quarantine: either way the agent has done its part. */
export function answerReport(to: Addressee): Answer {
  if (to.format === 'json') return jsonAnswer({ status: 'ok', expiration: REPORT_HOURS });
  const response = to.protocol === 'ocs' ? 'NO_ACCOUNT_UPDATE' : 'ACCOUNT_UPDATE';
  return xmlAnswer(to, `<RESPONSE>${response}</RESPONSE>`);
}

export function answerUnsupported(to: Addressee, action: string): Answer {
  return refuseInKind(to, 501, `不支持的操作 (unsupported action): ${action.slice(0, 40)}`);
}

/** A refusal in the agent's own form, so that its log shows the sentence. */
export function refuseInKind(to: Addressee, status: number, message: string): Answer {
  if (to.format === 'json')
    return jsonAnswer({ status: 'error', message, expiration: REPORT_HOURS }, status);
  return xmlAnswer(to, `<ERROR><![CDATA[${message.replaceAll(']]>', '')}]]></ERROR>`, status);
}

/** What can be known of the sender when the body tells nothing. */
export function addresseeOf(userAgent: string, agentId: string, contentType: string): Addressee {
  const protocol: Protocol = /^OCS-NG/i.test(userAgent)
    ? 'ocs'
    : /^GLPI/i.test(userAgent)
      ? 'glpi'
      : 'fusioninventory';
  const json = /json/i.test(contentType) || (protocol === 'glpi' && agentId !== '');
  return { protocol, format: json && protocol !== 'ocs' ? 'json' : 'xml', agentId };
}
