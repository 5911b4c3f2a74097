// SPDX-License-Identifier: Apache-2.0
#include "http/client.h"

#include "http/transfer.h"

#include <csignal>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include <curl/curl.h>

namespace inland::http {

namespace {

/// Owns the curl_multi handle, which keeps and reuses connections, and the thread that drives it.
/// Senders hand transfers over and wait.
class CurlClient final : public Client {
  public:
    explicit CurlClient(ClientOptions options) : options_(std::move(options)) {
        static std::once_flag once;
        std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
        multi_.reset(curl_multi_init());
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }

    ~CurlClient() override {
        thread_.request_stop();
        curl_multi_wakeup(multi_.get());
        thread_.join();
    }
    CurlClient(const CurlClient&) = delete;
    CurlClient& operator=(const CurlClient&) = delete;

    Result<Response> send(const Request& request, std::stop_token stop) override {
        auto transfer = std::make_shared<Transfer>(request, options_);
        auto answer = transfer->future();
        submit(starting_, transfer);
        const std::stop_callback cancel(stop, [&] { submit(cancelled_, transfer); });
        return answer.get();
    }

  private:
    using Transfers = std::vector<std::shared_ptr<Transfer>>;
    struct FreeMulti {
        void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
    };

    void submit(Transfers& list, std::shared_ptr<Transfer> transfer) {
        {
            const std::lock_guard lock(mutex_);
            list.push_back(std::move(transfer));
        }
        curl_multi_wakeup(multi_.get());
    }

    void run(const std::stop_token& stop) {
        // A peer that is gone is an error of the write, not the end of the process.
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &signals, nullptr);
        while (!stop.stop_requested()) {
            take_submitted();
            int running = 0;
            curl_multi_perform(multi_.get(), &running);
            finish_done();
            constexpr int longest_wait = 1000;
            curl_multi_poll(multi_.get(), nullptr, 0, longest_wait, nullptr);
        }
        take_submitted();
        for (const auto& [handle, transfer] : std::exchange(active_, {}))
            drop(handle, *transfer);
    }

    void take_submitted() {
        Transfers starting;
        Transfers cancelled;
        {
            const std::lock_guard lock(mutex_);
            starting.swap(starting_);
            cancelled.swap(cancelled_);
        }
        for (auto& transfer : starting) {
            curl_multi_add_handle(multi_.get(), transfer->handle());
            active_.emplace(transfer->handle(), transfer);
        }
        for (const auto& transfer : cancelled)
            if (active_.erase(transfer->handle()) > 0)
                drop(transfer->handle(), *transfer);
    }

    void drop(CURL* handle, Transfer& transfer) {
        curl_multi_remove_handle(multi_.get(), handle);
        transfer.interrupt();
    }

    void finish_done() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
            if (message->msg != CURLMSG_DONE)
                continue;
            const auto code = message->data.result;
            auto found = active_.extract(message->easy_handle);
            curl_multi_remove_handle(multi_.get(), found.key());
            found.mapped()->complete(code);
        }
    }

    ClientOptions options_;
    std::unique_ptr<CURLM, FreeMulti> multi_;
    std::mutex mutex_;
    Transfers starting_;
    Transfers cancelled_;
    std::map<CURL*, std::shared_ptr<Transfer>> active_;
    std::jthread thread_;
};

}  // namespace

std::unique_ptr<Client> make_client(ClientOptions options) {
    return std::make_unique<CurlClient>(std::move(options));
}

}  // namespace inland::http
