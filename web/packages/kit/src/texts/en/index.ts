import { accounts } from './accounts';
import { blocks } from './blocks';
import { broadcasts } from './broadcasts';
import { calls } from './calls';
import { campaigns } from './campaigns';
import { cases } from './cases';
import { catalogue } from './catalogue';
import { collections } from './collections';
import { declarations } from './declarations';
import { delays } from './delays';
import { doors } from './doors';
import { drafts } from './drafts';
import { duty } from './duty';
import { dwellings } from './dwellings';
import { edits } from './edits';
import { entities } from './entities';
import { exchange } from './exchange';
import { field } from './field';
import { fieldMap } from './fieldMap';
import { figures } from './figures';
import { graph } from './graph';
import { housing } from './housing';
import { imports } from './imports';
import { inspections } from './inspections';
import { joints } from './joints';
import { leads } from './leads';
import { lineage } from './lineage';
import { lists } from './lists';
import { map } from './map';
import { mapping } from './mapping';
import { messages } from './messages';
import { micro } from './micro';
import { notices } from './notices';
import { overview } from './overview';
import { own } from './own';
import { partners } from './partners';
import { passkeys } from './passkeys';
import { portal } from './portal';
import { proxies } from './proxies';
import { reads } from './reads';
import { register } from './register';
import { related } from './related';
import { review } from './review';
import { rights } from './rights';
import { session } from './session';
import { shell } from './shell';
import { signOn } from './signOn';
import { sources } from './sources';
import { tags } from './tags';
import { trust } from './trust';
import { visits } from './visits';
import { wash } from './wash';
import { words } from './words';

export const en = {
  ...accounts, ...blocks, ...broadcasts, ...calls, ...campaigns, ...cases, ...catalogue, ...collections, ...declarations, ...delays, ...doors, ...drafts, ...duty, ...dwellings, ...edits,
  ...entities, ...exchange, ...field, ...fieldMap, ...figures, ...graph, ...housing, ...imports, ...inspections, ...joints, ...leads, ...lineage, ...lists, ...map, ...mapping,
  ...messages, ...micro, ...notices, ...overview, ...own, ...partners, ...passkeys, ...portal, ...proxies, ...reads, ...register, ...related, ...review, ...rights, ...session,
  ...shell, ...signOn, ...sources, ...tags, ...trust, ...visits, ...wash, ...words,
};
