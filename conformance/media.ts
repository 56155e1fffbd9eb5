/** The smallest files that are what they say. */
import { Buffer } from 'node:buffer';

/** A red point, as PNG. */
export const redPoint = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);

/** One sample of silence, as WAV: 8,000 Hz, 8 bits, one channel. */
export const silence = Buffer.from('UklGRiUAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQEAAACA', 'base64');
