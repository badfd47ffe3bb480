import { span } from '@linli/kit/texts';
import { describe, expect, it } from 'vitest';
import { minutes, times, windowOf } from './clock';

describe('hours of a day', () => {
  it('are minutes from midnight and back', () => {
    expect(minutes('07:05')).toBe(425);
    expect(minutes(undefined)).toBeUndefined();
    expect(span({ from: 425, to: 1440 })).toBe('07:05–24:00');
    expect(windowOf(times({ from: 720, to: 785 }))).toEqual({ from: 720, to: 785 });
  });

  it('are none where one end is missing', () => {
    expect(windowOf({ from: '09:00' })).toBeUndefined();
    expect(windowOf(undefined)).toBeUndefined();
    expect(times(undefined)).toEqual({});
  });
});
