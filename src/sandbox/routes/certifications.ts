import { certify, newCertification } from "../service/certifications.ts";
import { createImpUid, digits } from "../service/payments.ts";
import { type Call, isAnswer, lacking, type Operations, textField } from "./call.ts";
import { type Answer, refuse, succeed } from "./envelope.ts";
import { channelNamed } from "./orders.ts";

/** Identity verifications: what became of one in the window, and those by SMS that need no window. */
export const certifications: Operations = {
  "POST /certifications/otp/request": requestOtp,
  "POST /certifications/otp/confirm/{imp_uid}": confirmOtp,

  "GET /certifications/{imp_uid}": ({ state, path }) => {
    const certification = state.certifications.get(path("imp_uid"));
    return certification ? succeed(certification) : unknown;
  },

  "DELETE /certifications/{imp_uid}": ({ state, path }) => {
    const certification = state.certifications.get(path("imp_uid"));
    state.certifications.delete(path("imp_uid"));
    return certification ? succeed(certification) : unknown;
  },
};

const unknown = refuse(404, "인증결과가 존재하지 않습니다.");

/** No SMS is sent: every number of six digits is right, but for this one. */
const wrongOtp = "000000";

function requestOtp(call: Call): Answer {
  const missing = lacking(call, "name", "phone", "birth", "gender_digit", "carrier");
  if (missing) return missing;
  const channel = channelNamed(call, "certification");
  if (isAnswer(channel)) return channel;
  const field = (name: string) => textField(call, name);
  const birth = /^(\d\d)?(\d\d)(\d\d)(\d\d)$/.exec(digitsIn(field("birth")));
  const digit = Number(field("gender_digit"));
  if (!birth || !Number.isInteger(digit) || digit > 9) {
    return refuse(400, "생년월일 또는 성별 정보가 올바르지 않습니다. (birth, gender_digit)");
  }
  // The digit after the date of birth tells the century, too: 1 and 2, 5 and 6 are of the 1900s.
  const [, century = [1, 2, 5, 6].includes(digit) ? "19" : "20", year, month, day] = birth;
  const imp_uid = createImpUid();
  call.state.certifications.set(
    imp_uid,
    newCertification({
      imp_uid,
      merchant_uid: field("merchant_uid") ?? `nobody_${imp_uid}`,
      pg_provider: channel.pg_provider,
      pg_tid: `sandbox_${digits(16)}`,
      name: field("name"),
      phone: digitsIn(field("phone")),
      carrier: field("carrier"),
      gender: digit % 2 === 1 ? "male" : "female",
      birthday: `${century}${year}-${month}-${day}`,
      foreigner: digit >= 5,
      origin: "OTP",
      certifiedAt: null,
    }),
  );
  return succeed({ imp_uid });
}

/** PortOne looks at nothing else in a date of birth or a phone's number. */
function digitsIn(text: string | null): string {
  return (text ?? "").replace(/\D/g, "");
}

function confirmOtp(call: Call): Answer {
  const { state, path, moment } = call;
  const certification = state.certifications.get(path("imp_uid"));
  if (!certification) return unknown;
  if (certification.certified) return refuse(400, "이미 인증처리가 완료되었습니다.");
  const otp = textField(call, "otp") ?? "";
  if (!/^\d{6}$/.test(otp)) return refuse(400, "인증번호가 필요합니다. (otp: 6자리)");
  if (otp === wrongOtp) return refuse(200, "인증번호가 일치하지 않습니다.", -1);
  const certified = certify(certification, moment.now);
  state.certifications.set(certified.imp_uid, certified);
  return succeed(certified);
}
