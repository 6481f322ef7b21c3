#include "services/access/password_rules.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::access {
namespace {

// Of the passwords that turn up most in published leaks, those that are long enough; in lower case.
constexpr absl::string_view kCommon[] = {
    "000000000000",
    "111111111111",
    "112233445566",
    "121212121212",
    "123123123123",
    "123321123321",
    "1234567890-=",
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456789123",
    "123456789abc",
    "123456qwerty",
    "1234qwerasdf",
    "1q2w3e4r5t6y",
    "1q2w3e4r5t6y7u",
    "1qaz2wsx3edc",
    "1qaz2wsx3edc4rfv",
    "987654321098",
    "abcd12345678",
    "abcdefghijkl",
    "abcdefghijklm",
    "adminadminadmin",
    "administrator",
    "administrator1",
    "asdfghjkl123",
    "asdfghjkl;'",
    "changemeplease",
    "correcthorsebatterystaple",
    "dragondragon",
    "iloveyou1234",
    "iloveyouiloveyou",
    "letmeinletmein",
    "letmeinplease",
    "masterpassword",
    "monkeymonkey",
    "mypassword123",
    "p@ssw0rd1234",
    "passw0rd1234",
    "password0000",
    "password1111",
    "password1234",
    "password12345",
    "password123456",
    "password2023",
    "password2024",
    "password2025",
    "passwordpassword",
    "qazwsxedcrfv",
    "qazwsxedcrfvtgb",
    "qwerty123456",
    "qwerty12345678",
    "qwertyqwerty",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiop[]",
    "qwertyuiopasdfghjkl",
    "rootrootroot",
    "superman1234",
    "trustno1trustno1",
    "unknownunknown",
    "welcome12345",
    "welcomewelcome",
    "zxcvbnm12345",
    "йцукенгшщзхъ",
    "парольпароль",
    "пароль123456",
    "администратор",
    "привет123456",
};

std::string Lower(const std::string& text) {
  std::string lower;
  icu::UnicodeString::fromUTF8(text).toLower(icu::Locale::getRoot()).toUTF8String(lower);
  return lower;
}

absl::Status TooWeak(absl::string_view why) {
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_PASSWORD_TOO_WEAK,
                      absl::StrCat("the password ", why, "; choose one of at least ",
                                   kLeastPasswordCharacters, " characters that nobody guesses"),
                      {{"leastCharacters", absl::StrCat(kLeastPasswordCharacters)}});
}

// Whether the whole of `text` is one character again and again.
bool IsOneCharacter(const std::string& text) {
  const icu::UnicodeString characters = icu::UnicodeString::fromUTF8(text);
  for (int32_t i = 0; i < characters.length(); i = characters.moveIndex32(i, 1)) {
    if (characters.char32At(i) != characters.char32At(0)) return false;
  }
  return true;
}

}  // namespace

std::string NormalPassword(absl::string_view password) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCInstance(error);
  const icu::UnicodeString given = icu::UnicodeString::fromUTF8(
      icu::StringPiece(password.data(), static_cast<int32_t>(password.size())));
  if (U_FAILURE(error)) return std::string(password);
  const icu::UnicodeString normal = form->normalize(given, error);
  if (U_FAILURE(error)) return std::string(password);
  std::string text;
  normal.toUTF8String(text);
  return text;
}

absl::Status CheckPassword(absl::string_view password, absl::string_view user) {
  const std::string normal = NormalPassword(password);
  if (icu::UnicodeString::fromUTF8(normal).countChar32() < kLeastPasswordCharacters) {
    return TooWeak("is too short");
  }
  const std::string lower = Lower(normal);
  if (std::find(std::begin(kCommon), std::end(kCommon), lower) != std::end(kCommon) ||
      IsOneCharacter(lower)) {
    return TooWeak("is among the most common ones");
  }
  if (lower == base::LastId(user)) return TooWeak("is the user's own id");
  return absl::OkStatus();
}

absl::Status WrongPassword() {
  return base::Refuse(absl::StatusCode::kUnauthenticated, v1::ERROR_REASON_WRONG_PASSWORD,
                      "user or password are wrong");
}

}  // namespace plenary::access
