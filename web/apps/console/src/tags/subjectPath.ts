/** The page of what a tag is of. */
export function subjectPath(subject: string, id: string): string {
  return `/blocks/${subject}s/${id}`;
}
