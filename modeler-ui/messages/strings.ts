/** Words of sending something to somebody. */
import { defineStrings } from '../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    channel: 'Wyślij przez',
    'to.sms': 'Numer telefonu',
    'to.mail': 'Adres e-mail',
    'to.known': 'Puste: z rejestru mieszkańców.',
    send: 'Wyślij',
    cancel: 'Nie wysyłaj',
    sent: 'Wysłano na {to}.',
    'fault.sms': 'Wpisz numer telefonu, co najmniej 9 cyfr.',
    'fault.mail': 'Wpisz adres e-mail.',
  },
  en: {
    channel: 'Send by',
    'to.sms': 'Phone number',
    'to.mail': 'E-mail address',
    'to.known': 'Empty: as the register of residents has it.',
    send: 'Send',
    cancel: 'Do not send',
    sent: 'Sent to {to}.',
    'fault.sms': 'Type a phone number of at least 9 digits.',
    'fault.mail': 'Type an e-mail address.',
  },
});
