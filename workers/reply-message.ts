/** The words of an answer to a resident: what is sent and what is shown before it is sent are one and the same. */

export interface ReplyMessage {
  readonly subject: string;
  readonly text: string;
}

export function replyMessage(caseNumber: string, text: string): ReplyMessage {
  return { subject: `Odpowiedź w sprawie ${caseNumber}`, text };
}

/** A case that was settled is being worked on again. */
export function reopenedMessage(caseNumber: string): ReplyMessage {
  return {
    subject: `Wracamy do sprawy ${caseNumber}`,
    text: `Sprawa ${caseNumber} jest znów w toku. Odpiszemy, gdy ją załatwimy.`,
  };
}

/** What is missing, by when: the person's own words. */
export function requestMessage(caseNumber: string, text: string): ReplyMessage {
  return { subject: `Prosimy o uzupełnienie sprawy ${caseNumber}`, text };
}

/** The law's notice (art. 36 of the administrative code): why, the new date, and the right to urge. */
export function extensionNotice(
  caseNumber: string,
  notice: { readonly until: string; readonly newDate: string; readonly reason: string; readonly basis: string },
): ReplyMessage {
  return {
    subject: `Nowy termin w sprawie ${caseNumber}`,
    text: [
      `Nie załatwimy sprawy ${caseNumber} do ${notice.until}.`,
      `Powód: ${notice.reason}.`,
      `Nowy termin: ${notice.newDate}.`,
      `Jeśli uważają Państwo, że sprawa trwa za długo, mogą Państwo złożyć ponaglenie (art. 37 Kodeksu postępowania administracyjnego). Ponaglenie to pisemna skarga na opóźnienie. Składa się je przez nasz urząd.`,
      ...(notice.basis === '' ? [] : [`Podstawa zawiadomienia: ${notice.basis}.`]),
    ].join('\n'),
  };
}
