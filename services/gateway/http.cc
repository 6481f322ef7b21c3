#include "services/gateway/http.h"

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::gateway {
namespace {

// Owns itself until the body has been read.
class WholeBody : public std::enable_shared_from_this<WholeBody> {
 public:
  WholeBody(ExchangePtr exchange, size_t most, Exchange::Piece done)
      : exchange_(std::move(exchange)), most_(most), done_(std::move(done)) {}

  void Read() {
    exchange_->Read([self = shared_from_this()](absl::StatusOr<std::string> piece) {
      self->Take(std::move(piece));
    });
  }

 private:
  void Take(absl::StatusOr<std::string> piece) {
    if (!piece.ok()) return done_(std::move(piece));
    if (piece->empty()) return done_(std::move(body_));
    if (body_.size() + piece->size() > most_) {
      return done_(
          base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_MESSAGE_TOO_LARGE,
                       absl::StrCat("the body has more than ", most_, " bytes; send less at once"),
                       {{"maxBytes", absl::StrCat(most_)}}));
    }
    if (body_.empty()) {
      body_ = *std::move(piece);
    } else {
      body_ += *piece;
    }
    Read();
  }

  const ExchangePtr exchange_;
  const size_t most_;
  const Exchange::Piece done_;
  std::string body_;
};

}  // namespace

void ReadBody(const ExchangePtr& exchange, size_t most, Exchange::Piece done) {
  std::make_shared<WholeBody>(exchange, most, std::move(done))->Read();
}

}  // namespace plenary::gateway
