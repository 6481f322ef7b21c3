#include "tests/bench/etcd.h"

#include "absl/strings/str_cat.h"
#include "tests/bench/bytes.h"
#include "tests/bench/etcd.grpc.pb.h"
#include "tests/bench/sample.h"

namespace plenary::bench {
namespace {

void PutOnSuccess(std::string key, int bytes, etcdserverpb::TxnRequest& txn) {
  etcdserverpb::PutRequest& put = *txn.add_success()->mutable_request_put();
  put.set_key(std::move(key));
  put.set_value(std::string(bytes, 'x'));
}

void CompareAbsent(const std::string& key, etcdserverpb::TxnRequest& txn) {
  etcdserverpb::Compare& compare = *txn.add_compare();
  compare.set_key(key);
  compare.set_target(etcdserverpb::Compare::VERSION);
  compare.set_result(etcdserverpb::Compare::EQUAL);
  compare.set_version(0);
}

etcdserverpb::TxnRequest RegistrationTxn(int64_t number, const FactBytes& bytes) {
  const std::string event = EventName(0);
  const std::string delegation = DelegationName(event, number % kDelegations);
  // By the person, so that nobody takes part twice.
  const std::string participant = absl::StrCat(
      event, "/participants/", SampleId(static_cast<int64_t>(Scrambled(number) >> 24)));
  const std::string request = absl::StrCat("requests/local/", RequestId(number));
  etcdserverpb::TxnRequest txn;
  CompareAbsent(participant, txn);
  CompareAbsent(request, txn);
  PutOnSuccess(participant, bytes.participant, txn);
  PutOnSuccess(absl::StrCat("quotas/", delegation), bytes.seats, txn);
  PutOnSuccess(absl::StrCat(delegation, "/compositionChanges/", number), bytes.composition, txn);
  PutOnSuccess(absl::StrCat("changes/", event, "/", number), bytes.change, txn);
  PutOnSuccess(request, bytes.answer, txn);
  return txn;
}

absl::Status CheckSucceeded(const grpc::ByteBuffer& answer) {
  if (FromBytes<etcdserverpb::TxnResponse>(answer).succeeded()) return absl::OkStatus();
  return absl::FailedPreconditionError("a compare failed that should not");
}

}  // namespace

Etcd::Etcd() {
  address_ = absl::StrCat("127.0.0.1:", FreePort());
  const std::string peers = absl::StrCat("http://127.0.0.1:", FreePort());
  const std::string clients = absl::StrCat("http://", address_);
  child_ = std::make_unique<Child>(
      std::vector<std::string>{
          "etcd", "--name", "bench", "--data-dir", folder_ / "data", "--listen-client-urls",
          clients, "--advertise-client-urls", clients, "--listen-peer-urls", peers,
          "--initial-advertise-peer-urls", peers, "--initial-cluster", "bench=" + peers,
          // Its limit of 2 GB would end a long run.
          "--quota-backend-bytes", "8589934592", "--logger", "zap", "--log-level", "error"},
      folder_ / "log");
}

GrpcLoad EtcdRegistrations(const Etcd& etcd, int callers, const FactBytes& bytes, int64_t& next) {
  return {etcd.address(), "/etcdserverpb.KV/Txn", callers,
          [&next, bytes] { return ToBytes(RegistrationTxn(next++, bytes)); }, CheckSucceeded};
}

GrpcLoad EtcdPuts(const Etcd& etcd, int callers, int bytes, int64_t& next) {
  return {etcd.address(), "/etcdserverpb.KV/Put", callers,
          [&next, bytes] {
            etcdserverpb::PutRequest put;
            put.set_key(absl::StrCat("participants/", RequestId(next++)));
            put.set_value(std::string(bytes, 'x'));
            return ToBytes(put);
          },
          nullptr};
}

}  // namespace plenary::bench
