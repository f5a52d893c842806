/** How every list goes on: with the cursor its last page ended at. */
export const nextPage = { getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined }
