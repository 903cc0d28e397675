/** Files on their way into a case. One that couldn't be sent stays chosen, with why, until it is sent again or removed. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem.js';
import { sendFile } from '../../api/send-file.js';
import { documentsQuery } from './queries.js';

export type WhyNot =
  | { readonly type: 'too-large' }
  | { readonly type: 'empty' }
  | { readonly type: 'unreachable' }
  | { readonly type: 'refused'; readonly why: string };

export interface Upload {
  readonly id: number;
  readonly file: File;
  /** null: on its way. */
  readonly failure: WhyNot | null;
}

let lastId = 0;

export function useUploads(number: string, maxBytes: number | undefined, onSent: () => void) {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const put = (id: number, failure: WhyNot | null) => setUploads((all) => all.map((one) => (one.id === id ? { ...one, failure } : one)));
  const forget = (id: number) => setUploads((all) => all.filter((one) => one.id !== id));

  const send = async ({ id, file }: Upload) => {
    put(id, null);
    try {
      await sendFile(`/api/v1/cases/${encodeURIComponent(number)}/documents?name=${encodeURIComponent(file.name)}`, file);
      forget(id);
      onSent();
      await client.invalidateQueries({ queryKey: documentsQuery(number).queryKey });
    } catch (error) {
      put(id, error instanceof ApiProblem ? { type: 'refused', why: error.message } : { type: 'unreachable' });
    }
  };

  const add = (files: readonly File[]) => {
    const added = files.map((file): Upload => {
      const isTooLarge = maxBytes !== undefined && file.size > maxBytes;
      return { id: ++lastId, file, failure: isTooLarge ? { type: 'too-large' } : file.size === 0 ? { type: 'empty' } : null };
    });
    setUploads((all) => [...all, ...added]);
    for (const upload of added) if (upload.failure === null) void send(upload);
  };
  return { uploads, add, forget, retry: (upload: Upload) => void send(upload) };
}
