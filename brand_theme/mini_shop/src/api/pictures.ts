/** Pictures for a case or a review: sent by themselves, named by id in the request. */
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

/** `place` is the address that takes them: /after-sales/pictures/ or /reviews/pictures/. */
export function keepPicture(path: string, place: "after-sales" | "reviews"): Promise<KeptPicture> {
  return new Promise((resolve, reject) => {
    uni.uploadFile({
      url: `${shopAddress()}/${place}/pictures/`,
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
