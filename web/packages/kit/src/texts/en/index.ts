import { blocks } from './blocks';
import { lineage } from './lineage';
import { lists } from './lists';
import { map } from './map';
import { mapping } from './mapping';
import { overview } from './overview';
import { reads } from './reads';
import { register } from './register';
import { review } from './review';
import { session } from './session';
import { shell } from './shell';
import { sources } from './sources';
import { wash } from './wash';
import { words } from './words';

export const en = {
  ...blocks, ...lineage, ...lists, ...map, ...mapping, ...overview, ...reads, ...register, ...review,
  ...session, ...shell, ...sources, ...wash, ...words,
};
