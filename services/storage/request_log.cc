#include "services/storage/request_log.h"

#include <sodium.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::storage {
namespace {

constexpr size_t kSecretBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kSecretBytes == crypto_auth_hmacsha256_KEYBYTES);

const unsigned char* Octets(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string Hmac(absl::string_view text, absl::string_view secret) {
  std::string digest(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256(Octets(digest), Octets(text), text.size(), Octets(secret));
  return digest;
}

// What a request says, keyed like the answer: a plain digest would let short requests be guessed.
// The pepper keeps who has the database from guessing too.
std::string DigestOf(const RequestKey& key, absl::string_view secret) {
  const std::string said = absl::StrCat(key.method.size(), ":", key.method, key.request);
  const std::string digest = Hmac(said, secret);
  return key.pepper.empty() ? digest : Hmac(digest, key.pepper);
}

// Ties a sealed answer to its row.
std::string RowOf(const RequestKey& key) {
  return absl::StrCat(key.caller.size(), ":", key.caller, key.request_id);
}

std::string Seal(absl::string_view answer, const RequestKey& key, absl::string_view secret,
                 absl::string_view nonce) {
  const std::string row = RowOf(key);
  std::string sealed(nonce);
  sealed.resize(kNonceBytes + answer.size() + kTagBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(Octets(sealed) + kNonceBytes, nullptr, Octets(answer),
                                             answer.size(), Octets(row), row.size(), nullptr,
                                             Octets(nonce), Octets(secret));
  return sealed;
}

absl::StatusOr<std::string> Open(absl::string_view sealed, const RequestKey& key,
                                 absl::string_view secret) {
  const std::string row = RowOf(key);
  if (sealed.size() >= kNonceBytes + kTagBytes && secret.size() == kSecretBytes) {
    const absl::string_view box = sealed.substr(kNonceBytes);
    std::string answer(box.size() - kTagBytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(Octets(answer), nullptr, nullptr, Octets(box),
                                                   box.size(), Octets(row), row.size(),
                                                   Octets(sealed), Octets(secret)) == 0) {
      return answer;
    }
  }
  return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                      "the answer kept for this request_id is damaged; read what it changed and, "
                      "where it is missing, ask again with a new request_id");
}

int64_t DayOf(absl::Time time) { return absl::ToUnixSeconds(time) / (24 * 60 * 60); }

Statement SelectSecret(int64_t day, std::string& into) {
  into.clear();
  return {"SELECT secret FROM request_keys WHERE day = $1", {day}, [&into](const Row& row) {
            into = std::string(row.Text(0));
          }};
}

// Makes the secret of `day`, whose first request this is; another server may be quicker.
absl::Status MakeSecret(Tx& tx, int64_t day, base::IdSequence& ids, std::string& secret) {
  const std::string fresh = ids.Bytes(kSecretBytes);
  const absl::Time last_expires =
      absl::FromUnixSeconds((day + 1) * 24 * 60 * 60) + kRequestLifetime;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"INSERT INTO request_keys (day, secret, expire_us) VALUES ($1, $2, $3) "
              "ON CONFLICT (day) DO NOTHING",
              {day, Bytes{fresh}, absl::ToUnixMicros(last_expires)},
              nullptr}));
  return tx.Run(SelectSecret(day, secret));
}

}  // namespace

void RequestLookup::AddStatements(std::vector<Statement>& statements) {
  statements.push_back(
      {"SELECT r.digest, r.answer, k.secret FROM requests r JOIN request_keys k "
       "ON k.day = r.day WHERE r.caller = $1 AND r.request_id = $2 AND r.expire_us > $3",
       {key_.caller, key_.request_id, absl::ToUnixMicros(now_)},
       [this](const Row& row) {
         kept_ = Kept{std::string(row.Text(0)), std::string(row.Text(1)), std::string(row.Text(2))};
       }});
  statements.push_back(SelectSecret(DayOf(now_), secret_of_today_));
}

absl::StatusOr<absl::optional<std::string>> RequestLookup::Answer() const {
  if (!kept_) return absl::optional<std::string>();
  PLENARY_ASSIGN_OR_RETURN(std::string answer, Open(kept_->sealed, key_, kept_->secret));
  if (DigestOf(key_, kept_->secret) != kept_->digest) {
    return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_REQUEST_ID_REUSED,
                        "this request_id was used for a different request; choose a new one for "
                        "each request and repeat one only to repeat its request",
                        {{"requestId", std::string(key_.request_id)}});
  }
  return absl::optional<std::string>(std::move(answer));
}

absl::Status RequestLookup::Remember(Tx& tx, absl::string_view answer,
                                     const std::vector<std::string>& resources,
                                     base::IdSequence& ids) {
  const int64_t day = DayOf(now_);
  if (secret_of_today_.empty()) {
    PLENARY_RETURN_IF_ERROR(MakeSecret(tx, day, ids, secret_of_today_));
  }
  const std::string digest = DigestOf(key_, secret_of_today_);
  const std::string sealed = Seal(answer, key_, secret_of_today_, ids.Bytes(kNonceBytes));
  // A row that expired and was not yet removed makes room.
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"INSERT INTO requests (caller, request_id, method, digest, day, answer, expire_us) "
              "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (caller, request_id) DO UPDATE SET "
              "method = excluded.method, digest = excluded.digest, day = excluded.day, "
              "answer = excluded.answer, expire_us = excluded.expire_us",
              {key_.caller, key_.request_id, key_.method, Bytes{digest}, day, Bytes{sealed},
               absl::ToUnixMicros(now_ + kRequestLifetime)},
              nullptr}));
  for (const std::string& resource : resources) {
    PLENARY_RETURN_IF_ERROR(
        tx.Run({"INSERT INTO request_resources (resource, caller, request_id) VALUES ($1, $2, $3) "
                "ON CONFLICT (resource, caller, request_id) DO NOTHING",
                {absl::string_view(resource), key_.caller, key_.request_id},
                nullptr}));
  }
  return absl::OkStatus();
}

absl::StatusOr<int64_t> ForgetExpiredAnswers(Tx& tx, absl::Time now, int limit) {
  const int64_t now_us = absl::ToUnixMicros(now);
  const int64_t most = limit;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"DELETE FROM request_resources WHERE (caller, request_id) IN "
              "(SELECT caller, request_id FROM requests WHERE expire_us <= $1 "
              "ORDER BY expire_us, caller, request_id LIMIT $2)",
              {now_us, most},
              nullptr}));
  int64_t removed = 0;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"DELETE FROM requests WHERE (caller, request_id) IN "
              "(SELECT caller, request_id FROM requests WHERE expire_us <= $1 "
              "ORDER BY expire_us, caller, request_id LIMIT $2) RETURNING day",
              {now_us, most},
              [&](const Row&) { ++removed; }}));
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"DELETE FROM request_keys WHERE expire_us <= $1", {now_us}, nullptr}));
  return removed;
}

absl::Status ForgetAnswersAbout(Tx& tx, absl::string_view resource) {
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"DELETE FROM requests WHERE (caller, request_id) IN "
              "(SELECT caller, request_id FROM request_resources WHERE resource = $1)",
              {resource},
              nullptr}));
  return tx.Run(
      {"DELETE FROM request_resources WHERE (caller, request_id) IN "
       "(SELECT caller, request_id FROM request_resources WHERE resource = $1)",
       {resource},
       nullptr});
}

}  // namespace plenary::storage
