#include "services/server/watch.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/server/stream_call.h"
#include "services/server/visible_changes.h"
#include "services/server/wire.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::server {
namespace {

constexpr char kMethod[] = "plenary.v1.ChangeService/WatchChanges";
// One message holds at most this many changes, and no further one once it has so many bytes.
constexpr int kPageChanges = 200;
constexpr int64_t kPageBytes = 1 << 20;

absl::Status TokenExpired(absl::string_view partition, int64_t oldest_kept) {
  return base::Refuse(absl::StatusCode::kOutOfRange, v1::ERROR_REASON_RESUME_TOKEN_EXPIRED,
                      absl::StrCat("the change log of ", partition,
                                   " does not hold what follows the resume "
                                   "token; list again, then watch from the token of the list"),
                      {{"oldestKept", absl::StrCat(oldest_kept)}});
}

// Whether a stream that stands after `position` finds everything that follows it. Beyond the head
// stands a token from before the database was restored from a backup.
absl::Status CheckPosition(absl::string_view partition, const storage::ChainHead& head,
                           int64_t position) {
  if (position < head.oldest_kept - 1 || position > head.number) {
    return TokenExpired(partition, head.oldest_kept);
  }
  return absl::OkStatus();
}

// Where a stream begins.
absl::StatusOr<int64_t> StartOf(storage::Tx& tx, const base::TokenSealer& sealer,
                                const v1::WatchChangesRequest& request) {
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, request.parent()));
  // Creating an event or a negotiation is the first entry of its log. The others are there from the
  // beginning.
  const bool is_created =
      !base::EventOf(request.parent()).empty() || !base::NegotiationOf(request.parent()).empty();
  if (head.number == 0 && is_created) {
    return base::NotFound(request.parent());
  }
  if (!request.resume_token().empty()) {
    PLENARY_ASSIGN_OR_RETURN(
        const int64_t position,
        storage::ReadResumeToken(sealer, request.parent(), request.resume_token()));
    PLENARY_RETURN_IF_ERROR(CheckPosition(request.parent(), head, position));
    return position;
  }
  return request.from_beginning() ? head.oldest_kept - 1 : head.number;
}

}  // namespace

v1::Change ToChange(const storage::ChangeEntry& entry) {
  v1::Change change;
  change.set_partition(entry.partition);
  change.set_number(entry.number);
  change.set_transaction_id(entry.transaction_id);
  *change.mutable_change_time() = storage::ToTimestamp(entry.time);
  change.set_caller(entry.caller);
  change.set_method(entry.method);
  change.set_resource_name(entry.resource);
  change.set_kind(static_cast<v1::Change::Kind>(entry.kind));
  if (!entry.erased) change.mutable_resource()->ParseFromString(entry.payload);
  change.set_hash(entry.hash);
  change.set_erased(entry.erased);
  return change;
}

// One stream. At any moment at most one thing is under way: a read of the store or a write to the
// client; what is next is decided under the mutex, and begun outside it, since gRPC may call back
// on the same stack.
class WatchStream : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  WatchStream(WatchHub& hub, CallStats& stats)
      : hub_(hub), porch_(hub.porch_), call_(porch_, stats, kMethod) {}

  // Keeps itself alive from here until gRPC is done with it.
  void Begin(const std::shared_ptr<WatchStream>& self, const grpc::CallbackServerContext& context,
             const grpc::ByteBuffer& request_bytes) {
    self_ = self;
    absl::Status status = Admit(context, request_bytes);
    if (!status.ok()) return End(std::move(status));
    busy_ = true;
    hub_.Add(request_.parent(), self);
    // One that was added after EndAll had looked is ended here.
    if (porch_.closing) End(ShuttingDown());
    call_.Identify(context, [this, self](absl::Status identified) {
      if (!identified.ok()) return Started(std::move(identified), 0);
      Start();
    });
  }

  const std::string& partition() const { return request_.parent(); }

  // There may be something to read.
  void Wake() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      has_news_ = true;
    }
    GoOn();
  }

  void Tick(absl::Time now) {
    const bool looks_again = call_.HasStaleAccess();
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      // Early enough for the next tick to be in time.
      if (now - last_sent_ >= porch_.options.heartbeat * 3 / 4) heartbeat_due_ = true;
      // A read finds out whether the caller may still see anything.
      if (looks_again) has_news_ = true;
    }
    GoOn();
  }

  // Wakes the stream where the log went on beyond where it stands.
  void HeadIs(int64_t number) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (number <= position_) return;
    }
    Wake();
  }

  // Ends the stream once what is under way is over.
  void End(absl::Status status) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (ended_) return;
      ended_ = true;
      end_ = std::move(status);
    }
    GoOn();
  }

  void OnWriteDone(bool ok) override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      busy_ = false;
    }
    if (!ok) return End(absl::CancelledError("the client went away"));
    GoOn();
  }

  void OnCancel() override { End(absl::CancelledError("the client went away")); }

  void OnDone() override {
    hub_.Remove(partition(), this);
    call_.Leave();
    // Reads under way may still hold the stream.
    const std::shared_ptr<WatchStream> last = std::move(self_);
  }

 private:
  enum class Step { kNothing, kFinish, kRead, kHeartbeat };

  absl::Status Admit(const grpc::CallbackServerContext& context,
                     const grpc::ByteBuffer& request_bytes) {
    PLENARY_RETURN_IF_ERROR(call_.Admit(context));
    PLENARY_RETURN_IF_ERROR(
        Parse(request_bytes, static_cast<size_t>(porch_.options.max_message_bytes), request_));
    base::FieldErrors errors;
    base::CheckFields(request_, errors);
    if (request_.from_beginning() && !request_.resume_token().empty()) {
      errors.Add("from_beginning", "goes without a resume_token: give one or the other");
    }
    return errors.ToStatus();
  }

  void Start() {
    auto start = std::make_shared<int64_t>(0);
    call_.Read(
        request_,
        [this, self = self_, start](storage::Tx& tx) {
          PLENARY_ASSIGN_OR_RETURN(*start, StartOf(tx, porch_.sealer, request_));
          return absl::OkStatus();
        },
        [this, self = self_, start](absl::Status started) { Started(std::move(started), *start); });
  }

  void Started(absl::Status status, int64_t start) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      busy_ = false;
      position_ = start;
      has_news_ = true;
      // The first message of a stream without a token tells where it stands.
      heartbeat_due_ = true;
    }
    if (!status.ok()) return End(std::move(status));
    GoOn();
  }

  // Decides what is next and takes it on. News go before a heartbeat, which they make needless.
  Step NextStep() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (busy_ || finished_) return Step::kNothing;
    if (ended_) {
      finished_ = true;
      return Step::kFinish;
    }
    if (!has_news_ && !heartbeat_due_) return Step::kNothing;
    busy_ = true;
    if (has_news_) {
      has_news_ = false;
      return Step::kRead;
    }
    return Step::kHeartbeat;
  }

  void GoOn() {
    switch (NextStep()) {
      case Step::kNothing:
        return;
      case Step::kFinish:
        return Finish(call_.Settle(end_));
      case Step::kRead:
        return ReadPage();
      case Step::kHeartbeat:
        return Send({});
    }
  }

  // What was read of the log: all of it, so that the stream knows where it stands, and what of it
  // the caller sees.
  struct Page {
    std::vector<storage::ChangeEntry> entries;
    std::vector<bool> is_visible;
    IdentifiedPtr reader;  // nullptr: the program itself
    bool sees_all = false;
  };

  void ReadPage() {
    auto page = std::make_shared<Page>();
    call_.Read(
        request_,
        [this, self = self_, page](storage::Tx& tx) {
          // Only this read or none moves position_, so it needs no lock here.
          PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head,
                                   storage::ReadHead(tx, partition()));
          PLENARY_RETURN_IF_ERROR(CheckPosition(partition(), head, position_));
          PLENARY_ASSIGN_OR_RETURN(page->entries,
                                   storage::ReadChanges(tx, partition(), position_, kPageChanges));
          page->reader = call_.identified();
          return CheckVisible(tx, *page);
        },
        [this, self = self_, page](absl::Status status) { PageRead(std::move(status), *page); });
  }

  absl::Status CheckVisible(storage::Tx& tx, Page& page) {
    page.sees_all =
        page.reader == nullptr || SeesWholePartition(page.reader->caller.access, partition());
    if (page.sees_all) {
      page.is_visible.assign(page.entries.size(), true);
      return absl::OkStatus();
    }
    PLENARY_ASSIGN_OR_RETURN(page.is_visible, VisibleChanges(tx, page.reader->caller.access,
                                                             call_.caller(), page.entries));
    return absl::OkStatus();
  }

  void PageRead(absl::Status status, const Page& page) {
    if (absl::IsResourceExhausted(status)) return TryLater();
    if (!status.ok()) {
      SetIdle();
      return End(std::move(status));
    }
    v1::WatchChangesResponse response;
    const size_t taken = Take(page, response);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (taken > 0) position_ = page.entries[taken - 1].number;
      if (taken == kPageChanges || taken < page.entries.size()) has_news_ = true;
    }
    if (response.changes().empty()) {
      SetIdle();
      return GoOn();
    }
    Send(std::move(response));
  }

  // Puts into `response` what the caller sees of the page, as much as one message holds. How many
  // entries that covers, unseen ones among them.
  size_t Take(const Page& page, v1::WatchChangesResponse& response) {
    int64_t bytes = 0;
    for (size_t i = 0; i < page.entries.size(); ++i) {
      if (bytes >= kPageBytes) return i;
      if (!page.is_visible[i]) continue;
      bytes += static_cast<int64_t>(page.entries[i].payload.size());
      v1::Change& change = *response.add_changes() = ToChange(page.entries[i]);
      if (!page.sees_all) HideFromNarrow(page.reader->caller.access, call_.caller(), change);
    }
    return page.entries.size();
  }

  // The store had no room for the read: the next tick has it tried again.
  void TryLater() {
    const std::lock_guard<std::mutex> lock(mutex_);
    busy_ = false;
    has_news_ = true;
  }

  void SetIdle() {
    const std::lock_guard<std::mutex> lock(mutex_);
    busy_ = false;
  }

  void Send(v1::WatchChangesResponse response) {
    bool is_over = false;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      heartbeat_due_ = false;
      last_sent_ = porch_.clock.Now();
      response.set_resume_token(storage::MakeResumeToken(porch_.sealer, partition(), position_));
      is_over = ended_;
      if (is_over) busy_ = false;
    }
    if (is_over) return GoOn();
    message_ = Serialize(response);
    StartWrite(&message_);
  }

  WatchHub& hub_;
  Porch& porch_;
  StreamCall call_;
  v1::WatchChangesRequest request_;
  grpc::ByteBuffer message_;  // the one being written
  std::shared_ptr<WatchStream> self_;

  std::mutex mutex_;
  // All guarded by mutex_; position_ is changed only by what busy_ stands for.
  int64_t position_ = 0;
  bool busy_ = false;  // a read or a write is under way
  bool has_news_ = false;
  bool heartbeat_due_ = false;
  bool ended_ = false;
  bool finished_ = false;
  absl::Status end_;
  absl::Time last_sent_ = absl::InfiniteFuture();
};

WatchHub::~WatchHub() {
  std::unique_lock<std::mutex> lock(mutex_);
  polled_.wait(lock, [this] { return !polling_; });
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* WatchHub::Watch(grpc::CallbackServerContext* context,
                                                            const grpc::ByteBuffer* request,
                                                            CallStats& stats) {
  auto stream = std::make_shared<WatchStream>(*this, stats);
  stream->Begin(stream, *context, *request);
  return stream.get();
}

void WatchHub::Add(const std::string& partition, std::shared_ptr<WatchStream> stream) {
  const std::lock_guard<std::mutex> lock(mutex_);
  by_partition_[partition].push_back(std::move(stream));
}

void WatchHub::Remove(const std::string& partition, const WatchStream* stream) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = by_partition_.find(partition);
  if (found == by_partition_.end()) return;
  auto& streams = found->second;
  streams.erase(std::remove_if(streams.begin(), streams.end(),
                               [stream](const auto& other) { return other.get() == stream; }),
                streams.end());
  if (streams.empty()) by_partition_.erase(found);
}

std::vector<std::shared_ptr<WatchStream>> WatchHub::StreamsOf(const std::string& partition) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = by_partition_.find(partition);
  return found == by_partition_.end() ? std::vector<std::shared_ptr<WatchStream>>() : found->second;
}

std::vector<std::shared_ptr<WatchStream>> WatchHub::AllStreams() {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<std::shared_ptr<WatchStream>> all;
  for (const auto& [partition, streams] : by_partition_) {
    all.insert(all.end(), streams.begin(), streams.end());
  }
  return all;
}

void WatchHub::Changed(const storage::Keys& partitions) {
  for (const std::string& partition : partitions) {
    for (const auto& stream : StreamsOf(partition)) stream->Wake();
  }
}

void WatchHub::Tick() {
  const absl::Time now = porch_.clock.Now();
  for (const auto& stream : AllStreams()) stream->Tick(now);
}

void WatchHub::Poll() {
  std::vector<std::string> partitions;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (polling_ || by_partition_.empty()) return;
    polling_ = true;
    for (const auto& [partition, streams] : by_partition_) partitions.push_back(partition);
  }
  auto heads = std::make_shared<std::map<std::string, int64_t>>();
  porch_.store.Read(
      [partitions = std::move(partitions), heads](storage::Tx& tx) {
        heads->clear();
        for (const std::string& partition : partitions) {
          PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, partition));
          (*heads)[partition] = head.number;
        }
        return absl::OkStatus();
      },
      [this, heads](const absl::Status& status) {
        if (status.ok()) HeadsRead(*heads);
        const std::lock_guard<std::mutex> lock(mutex_);
        polling_ = false;
        polled_.notify_all();
      });
}

void WatchHub::HeadsRead(const std::map<std::string, int64_t>& heads) {
  for (const auto& [partition, number] : heads) {
    for (const auto& stream : StreamsOf(partition)) stream->HeadIs(number);
  }
}

void WatchHub::EndAll() {
  for (const auto& stream : AllStreams()) stream->End(ShuttingDown());
}

}  // namespace plenary::server
