/** The names by which APIs speak of pages, compared without case and without what joins their words. */

/** `page[size]`, `pageSize` and `page_size` are one name. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Parameters: how many items a page has. The surest come first. */
export const sizeNames: readonly string[] = [
  'perpage',
  'pagesize',
  'limit',
  'pagelimit',
  'itemsperpage',
  'resultsperpage',
  'perpagelimit',
  'rowsperpage',
  'maxresults',
  'maxitems',
  'top',
  'take',
  'size',
  'count',
  'rows',
  'porpagina',
  'tamanopagina',
  'limite',
  'registrosporpagina',
  'cantidadporpagina',
];

/** Parameters: the page's number. */
export const pageNames: readonly string[] = [
  'page',
  'pagenumber',
  'pagenum',
  'pageno',
  'pageindex',
  'currentpage',
  'pagina',
  'numeropagina',
  'paginaactual',
];

/** Parameters: how many items come before. One that may begin at 1 (`startIndex` of SCIM) is none. */
export const offsetNames: readonly string[] = ['offset', 'skip', 'pageoffset', 'startat', 'start', 'desplazamiento'];

/** Parameters: the cursor of a page, made by the API. */
export const cursorNames: readonly string[] = [
  'cursor',
  'pagecursor',
  'pagetoken',
  'nextpagetoken',
  'nexttoken',
  'nextcursor',
  'continuationtoken',
  'continuation',
  'continue',
  'paginationtoken',
  'bookmark',
  'marker',
  'startcursor',
  'pagingtoken',
];

/** Parameters: the cursor of a page, which may be the last item's id as well. */
export const afterNames: readonly string[] = ['startingafter', 'after', 'pageafter', 'startafter', 'afterid'];

/** Fields of an answer: the next page's cursor. */
export const nextCursorNames: readonly string[] = [
  'nextcursor',
  'nextpagetoken',
  'nextpagecursor',
  'nexttoken',
  'endcursor',
  'continuationtoken',
  'nextcontinuationtoken',
  'continue',
  'nextmarker',
  'bookmark',
  'nextstartingafter',
  'aftercursor',
  'after',
  'cursor',
];

/** Fields of an answer: the next page's URL. */
export const nextUrlNames: readonly string[] = [
  'next',
  'nextpage',
  'nexturl',
  'nextpageurl',
  'nextlink',
  'nextpageuri',
  'nexturi',
  'odatanextlink',
  'nextpagelink',
  'siguiente',
  'urlsiguiente',
];

/** Fields of an answer: whether there is more. */
export const moreNames: readonly string[] = [
  'hasmore',
  'hasnext',
  'hasnextpage',
  'hasmoreitems',
  'more',
  'hasmoreresults',
  'haymas',
];

/** Fields and headers of an answer: how many pages there are. */
export const totalPagesNames: readonly string[] = [
  'totalpages',
  'pagecount',
  'numpages',
  'pagetotal',
  'lastpage',
  'totalpagecount',
  'pagestotal',
  'xtotalpages',
  'xwptotalpages',
  'xpaginationpagecount',
  'xpagecount',
  'totalpaginas',
  'cantidadpaginas',
  'paginas',
];

/** Fields and headers of an answer: how many items there are in all. */
export const totalItemsNames: readonly string[] = [
  'totalitems',
  'totalcount',
  'totalresults',
  'totalelements',
  'totalrecords',
  'totalrows',
  'total',
  'recordstotal',
  'totalnumber',
  'xtotalcount',
  'xwptotal',
  'xtotal',
  'xpaginationtotalcount',
  'totalregistros',
  'cantidadtotal',
];
