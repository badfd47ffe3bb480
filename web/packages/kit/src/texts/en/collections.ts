export const collections = {
  'collect.new': 'Field collection',
  'collect.lead': 'What you see of a thing or a place, item by item. Of things and places, never of people; what you leave open is not sent.',
  'collect.searchHint': 'By the class, or by what is noted',
  'collect.noClass': 'No class by these words',
  'collect.items': '{n} item|{n} items',
  'collect.unit': 'These items are of one unit: give the code at its door, or its address.',
  'collect.noted': '{n} of {of} noted',
  'collect.clear': 'Leave it open',
  'collect.photo': 'Photo, if it helps',
};
