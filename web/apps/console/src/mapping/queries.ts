import { type MappingDraft, type MappingPreview, send } from '@linli/kit/client';
import { useMutation } from '@tanstack/react-query';

/** Sends a sample, with the mapping as edited where there is one, and gets what a run would make of it. Nothing is kept. */
export function usePreview() {
  return useMutation({
    mutationFn: ({ file, draft }: { file: File; draft: MappingDraft | null }) => {
      const form = new FormData();
      if (draft) form.set('draft', JSON.stringify(draft));
      form.set('file', file);
      return send<MappingPreview>('/api/mappings/preview', form);
    },
  });
}
