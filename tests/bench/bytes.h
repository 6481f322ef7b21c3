// Messages as the bytes that gRPC carries.
#ifndef PLENARY_TESTS_BENCH_BYTES_H_
#define PLENARY_TESTS_BENCH_BYTES_H_

#include <cstdint>
#include <stdexcept>
#include <string>

#include "google/protobuf/message_lite.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/proto_buffer_reader.h"

namespace plenary::bench {

inline grpc::ByteBuffer ToBytes(const google::protobuf::MessageLite& message) {
  const size_t size = message.ByteSizeLong();
  grpc::Slice slice(size);
  // A fresh slice is ours alone to write to.
  message.SerializeWithCachedSizesToArray(const_cast<uint8_t*>(slice.begin()));
  return grpc::ByteBuffer(&slice, 1);
}

// Throws std::runtime_error where `bytes` are no such message.
template <class Message>
Message FromBytes(const grpc::ByteBuffer& bytes) {
  Message message;
  if (bytes.Length() == 0) return message;
  grpc::ByteBuffer copy(bytes);  // shares the slices; the reader wants to write to it
  grpc::ProtoBufferReader reader(&copy);
  if (!reader.status().ok() || !message.ParseFromZeroCopyStream(&reader)) {
    throw std::runtime_error("an answer cannot be read");
  }
  return message;
}

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_BYTES_H_
