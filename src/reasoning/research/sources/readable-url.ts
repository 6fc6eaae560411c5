import { limits } from '../../../contract/limits';
import { knownHostOf } from './known-host';

/** Endings of files that hold no text to read, or none that is read here. */
const unreadable =
  /\.(?:mp4|m4v|mov|avi|mkv|webm|mp3|m4a|wav|ogg|flac|jpe?g|png|gif|webp|svg|bmp|tiff?|ico|heic|zip|rar|7z|t?gz|tar|bz2|xz|exe|msi|dmg|apk|iso|bin|jar|docx?|xlsx?|pptx?|odt|ods|odp|epub|mobi|ics|woff2?|ttf|css|js|mjs|wasm)$/i;
/** Hosts whose pages are videos, pictures or programs, or are shown to those who log in. */
const shows =
  /(?:^|\.)(?:youtube\.com|youtu\.be|vimeo\.com|dailymotion\.com|tiktok\.com|douyin\.com|bilibili\.com|nicovideo\.jp|twitch\.tv|rumble\.com|odysee\.com|kuaishou\.com|instagram\.com|facebook\.com|fb\.com|threads\.(?:net|com)|x\.com|twitter\.com|linkedin\.com|pinterest\.[a-z.]{2,6}|flickr\.com|imgur\.com|snapchat\.com|discord\.com|soundcloud\.com|spotify\.com|maps\.google\.com|docs\.google\.com|drive\.google\.com|dropbox\.com)$/;
/** Pages of search engines: what they list has been found already. */
const searches =
  /^(?:[a-z0-9-]+\.)?(?:google|bing|yahoo|duckduckgo|baidu|yandex|naver)\.[a-z.]{2,6}\/(?:search|s|url|imgres)\b/i;

/** Why a page cannot be read for its text, as far as its address tells; undefined where it may. */
export function unreadableReason(url: string): string | undefined {
  if (url.length > limits.researchUrlCharacters)
    return `its address is longer than ${limits.researchUrlCharacters} characters`;
  const { name, path } = knownHostOf(url);
  if (name === '') return /^corpus:/i.test(url) ? undefined : 'its address is no web page';
  const ending = unreadable.exec(path)?.[0];
  // An encyclopaedia has pages about files too: /wiki/File:Map.svg is a picture all the same.
  if (ending !== undefined) return `a file ${ending.toLowerCase()} holds no text that is read`;
  if (shows.test(name)) return `${name} shows videos, pictures or posts to those who log in`;
  return searches.test(`${name}${path}`) ? 'it is a page of a search engine' : undefined;
}
