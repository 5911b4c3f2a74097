// SPDX-License-Identifier: Apache-2.0
#include "http/stream.h"

#include "http/client.h"
#include "http/curl_stream.h"

#include <csignal>
#include <mutex>

#include <curl/curl.h>

namespace inland::http {

namespace {

/// A peer that is gone is an error of the write, not the end of the process.
void block_broken_pipes() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

std::optional<CURLcode> finished(CURLM* multi) {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left))
        if (message->msg == CURLMSG_DONE)
            return message->data.result;
    return std::nullopt;
}

/// A handle is in the multi for as long as its request runs.
class Membership {
  public:
    Membership(CURLM* multi, CURL* handle) : multi_(multi), handle_(handle) {
        curl_multi_add_handle(multi_, handle_);
    }
    Membership(const Membership&) = delete;
    Membership& operator=(const Membership&) = delete;
    ~Membership() { curl_multi_remove_handle(multi_, handle_); }

  private:
    CURLM* multi_;
    CURL* handle_;
};

}  // namespace

struct StreamClient::Multi {
    struct Free {
        void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
    };
    std::unique_ptr<CURLM, Free> curl{curl_multi_init()};
};

StreamClient::StreamClient() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    multi_ = std::make_unique<Multi>();
    constexpr long kept_connections = 8;
    curl_multi_setopt(multi_->curl.get(), CURLMOPT_MAXCONNECTS, kept_connections);
}

StreamClient::StreamClient(StreamClient&&) noexcept = default;
StreamClient& StreamClient::operator=(StreamClient&&) noexcept = default;
StreamClient::~StreamClient() = default;

Result<Response> StreamClient::send(StreamRequest request, const StreamOptions& options,
                                    const std::stop_token& stop) {
    block_broken_pipes();
    auto* multi = multi_->curl.get();
    CurlStream stream(std::move(request), options);
    const Membership member(multi, stream.handle());
    const std::stop_callback wake(stop, [multi] { curl_multi_wakeup(multi); });
    while (!stop.stop_requested()) {
        int running = 0;
        curl_multi_perform(multi, &running);
        if (const auto code = finished(multi))
            return stream.complete(*code);
        constexpr int longest_wait = 1000;
        curl_multi_poll(multi, nullptr, 0, longest_wait, nullptr);
    }
    return failure(ErrorKind::Interrupted, "interrupted", std::string(transport_code::interrupted));
}

}  // namespace inland::http
