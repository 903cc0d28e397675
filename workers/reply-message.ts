/** The words of an answer to a resident: what is sent and what is shown before it is sent are one and the same. */

export interface ReplyMessage {
  readonly subject: string;
  readonly text: string;
}

export function replyMessage(caseNumber: string, text: string): ReplyMessage {
  return { subject: `Odpowiedź w sprawie ${caseNumber}`, text };
}
