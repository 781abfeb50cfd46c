/** Pictures that prove what went wrong: sent by themselves, named by id in the request. */
import { Refused, Unreachable } from "@/api/errors";
import { pictureAddress, shopAddress } from "@/api/place";
import { readToken } from "@/api/token";

export interface KeptPicture {
  id: string;
  url: string;
}

interface Answer {
  id?: string;
  url?: string;
  errors?: { message: string; extensions: { code: string } }[];
}

export function keepPicture(path: string): Promise<KeptPicture> {
  return new Promise((resolve, reject) => {
    uni.uploadFile({
      url: `${shopAddress()}/after-sales/pictures/`,
      filePath: path,
      name: "picture",
      header: { Authorization: `JWT ${readToken()}` },
      success: ({ data }) => {
        const answer = read(data);
        const [told] = answer.errors ?? [];
        if (told) reject(new Refused(told.extensions.code, told.message));
        else if (answer.id && answer.url) resolve({ id: answer.id, url: pictureAddress(answer.url) });
        else reject(new Unreachable());
      },
      fail: () => reject(new Unreachable()),
    });
  });
}

function read(data: string): Answer {
  try {
    return JSON.parse(data) as Answer;
  } catch {
    return {}; // no answer of ours: told as unreachable
  }
}
