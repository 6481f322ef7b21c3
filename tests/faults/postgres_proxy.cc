#include "tests/faults/postgres_proxy.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>
#include <utility>

namespace plenary::testing {
namespace {

sockaddr_un SocketIn(const std::string& folder) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = folder + "/.s.PGSQL.5432";
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

// What arrived, empty at the end of the stream.
std::string Receive(int socket) {
  char buffer[65536];
  const ssize_t length = recv(socket, buffer, sizeof(buffer), 0);
  return length <= 0 ? "" : std::string(buffer, static_cast<size_t>(length));
}

bool SendAll(int socket, const std::string& bytes) {
  size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t length = send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (length <= 0) return false;
    sent += static_cast<size_t>(length);
  }
  return true;
}

bool HasCommit(const std::string& bytes) {
  return bytes.find(std::string("COMMIT\0", 7)) != std::string::npos;
}

// Reads what the server says until it has said that it committed.
void AwaitCommitted(int server) {
  for (std::string said, more; !HasCommit(said); said += more) {
    more = Receive(server);
    if (more.empty()) return;
  }
}

}  // namespace

PostgresProxy::PostgresProxy(std::string folder, std::string server_folder)
    : server_folder_(std::move(server_folder)),
      listener_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const sockaddr_un address = SocketIn(folder);
  if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      listen(listener_, 16) != 0) {
    throw std::runtime_error("the proxy cannot listen");
  }
  acceptor_ = std::thread([this] { Accept(); });
}

PostgresProxy::~PostgresProxy() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    closing_ = true;
    deliver_ = true;
    for (const int socket : sockets_) shutdown(socket, SHUT_RDWR);
    changed_.notify_all();
  }
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (std::thread& session : sessions_) session.join();
  for (const int socket : sockets_) close(socket);
  close(listener_);
}

void PostgresProxy::Arm(Fault fault) {
  const std::lock_guard<std::mutex> lock(mutex_);
  fault_ = fault;
  struck_ = false;
}

void PostgresProxy::AwaitFault() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return struck_; });
}

void PostgresProxy::Deliver() {
  const std::lock_guard<std::mutex> lock(mutex_);
  deliver_ = true;
  changed_.notify_all();
}

void PostgresProxy::RefuseAfterFault() {
  const std::lock_guard<std::mutex> lock(mutex_);
  refuses_ = true;
}

void PostgresProxy::Accept() {
  for (;;) {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    const int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockets_.push_back(client);
    sockets_.push_back(server);
    const sockaddr_un address = SocketIn(server_folder_);
    const bool open =
        !closing_ && !(refuses_ && struck_) &&
        connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    if (open) {
      sessions_.emplace_back([this, client, server] { Pass(client, server); });
    } else {
      shutdown(client, SHUT_RDWR);
    }
  }
}

void PostgresProxy::Pass(int client, int server) {
  for (;;) {
    pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    if (poll(ends, 2, -1) < 0) break;
    if (ends[0].revents != 0) {
      const std::string chunk = Receive(client);
      if (chunk.empty() || Strike(client, server, chunk) || !SendAll(server, chunk)) break;
    }
    if (ends[1].revents != 0) {
      const std::string chunk = Receive(server);
      if (chunk.empty() || !SendAll(client, chunk)) break;
    }
  }
  shutdown(client, SHUT_RDWR);
  shutdown(server, SHUT_RDWR);
}

bool PostgresProxy::Strike(int client, int server, const std::string& chunk) {
  std::unique_lock<std::mutex> lock(mutex_);
  if (fault_ == Fault::kNone || !HasCommit(chunk)) return false;
  const Fault fault = std::exchange(fault_, Fault::kNone);
  if (fault == Fault::kLoseAnswer) {
    SendAll(server, chunk);
    AwaitCommitted(server);
  }
  shutdown(client, SHUT_RDWR);
  struck_ = true;
  changed_.notify_all();
  if (fault == Fault::kHoldCommit) {
    changed_.wait(lock, [this] { return deliver_; });
    SendAll(server, chunk);
    AwaitCommitted(server);
  }
  return true;
}

}  // namespace plenary::testing
