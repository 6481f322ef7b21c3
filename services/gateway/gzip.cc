#include "services/gateway/gzip.h"

#include <zlib.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::gateway {
namespace {

// zlib's own, with gzip's head and end.
constexpr int kGzipWindow = 15 + 16;
// Fast, and within a tenth of what more work would give on JSON and protobuf.
constexpr int kLevel = 4;

absl::Status NoGzip() {
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_MALFORMED_REQUEST,
                      "what came as gzip is none");
}

// zlib writes only to what it calls next_out.
Bytef* Input(absl::string_view bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}

struct Inflation {
  z_stream stream = {};
  Inflation() { inflateInit2(&stream, kGzipWindow); }
  ~Inflation() { inflateEnd(&stream); }
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;
};

}  // namespace

std::string Gzip(absl::string_view plain) {
  z_stream stream = {};
  deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY);
  std::string compressed(deflateBound(&stream, plain.size()), '\0');
  stream.next_in = Input(plain);
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(compressed.data());
  stream.avail_out = static_cast<uInt>(compressed.size());
  deflate(&stream, Z_FINISH);
  compressed.resize(stream.total_out);
  deflateEnd(&stream);
  return compressed;
}

absl::StatusOr<std::string> Gunzip(absl::string_view compressed, size_t most) {
  Inflation inflation;
  z_stream& stream = inflation.stream;
  stream.next_in = Input(compressed);
  stream.avail_in = static_cast<uInt>(compressed.size());
  std::string plain;
  int result = Z_OK;
  while (result == Z_OK) {
    // One byte more than may be tells whether there are more.
    const size_t room =
        std::min<size_t>(std::max<size_t>(plain.size(), 4096), most + 1 - plain.size());
    const size_t before = plain.size();
    plain.resize(before + room);
    stream.next_out = reinterpret_cast<Bytef*>(plain.data() + before);
    stream.avail_out = static_cast<uInt>(room);
    result = inflate(&stream, Z_NO_FLUSH);
    plain.resize(before + room - stream.avail_out);
    if (plain.size() > most) {
      return base::Refuse(
          absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_MESSAGE_TOO_LARGE,
          absl::StrCat("what was compressed has more than ", most, " bytes; send less at once"),
          {{"maxBytes", absl::StrCat(most)}});
    }
  }
  if (result != Z_STREAM_END || stream.avail_in != 0) return NoGzip();
  return plain;
}

}  // namespace plenary::gateway
