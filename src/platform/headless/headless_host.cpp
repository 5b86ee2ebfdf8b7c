#include "platform/headless/headless_host.h"

#include <imgui.h>

namespace potok::platform {

namespace {

// Stands for the renderer: says yes to every texture.
void accept_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate) {
            texture->SetTexID(1);
            texture->SetStatus(ImTextureStatus_OK);
        } else if (texture->Status == ImTextureStatus_WantUpdates) {
            texture->SetStatus(ImTextureStatus_OK);
        } else if (texture->Status == ImTextureStatus_WantDestroy) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        }
    }
}

}  // namespace

HeadlessHost::HeadlessHost(float width, float height, Instant start) : context_(ImGui::CreateContext()), start_(start) {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    io.BackendPlatformName = "headless";
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigInputTrickleEventQueue = false;
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_ClipboardUserData = this;
    platform.Platform_GetClipboardTextFn = [](ImGuiContext*) {
        auto* host = static_cast<HeadlessHost*>(ImGui::GetPlatformIO().Platform_ClipboardUserData);
        return host->clipboard_.c_str();
    };
    platform.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
        static_cast<HeadlessHost*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->clipboard_ = text;
    };
    resize(width, height);
}

HeadlessHost::~HeadlessHost() {
    ImGui::SetCurrentContext(context_);
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    ImGui::DestroyContext(context_);
}

void HeadlessHost::frame(const std::function<void(double)>& build, double dt) {
    ImGui::SetCurrentContext(context_);
    for (int i = 0; i < later_a_frame && !later_.empty(); ++i) {
        const auto work = std::move(later_.front());
        later_.pop_front();
        work();
    }
    seconds_ += dt;
    wanted_ = !later_.empty();
    timer_ = -1;
    ImGui::GetIO().DeltaTime = static_cast<float>(dt);
    ImGui::NewFrame();
    build(dt);
    ImGui::Render();
    accept_textures();
    const ImDrawData* data = ImGui::GetDrawData();
    vertices_ = data->TotalVtxCount;
    draw_lists_ = data->CmdListsCount;
    draw_commands_ = 0;
    for (const ImDrawList* list : data->CmdLists) draw_commands_ += list->CmdBuffer.Size;
}

int HeadlessHost::settle(const std::function<void(double)>& build, int most) {
    int frames = 0;
    do {
        frame(build);
        ++frames;
    } while (wanted_ && frames < most);
    return frames;
}

void HeadlessHost::resize(float width, float height) { ImGui::GetIO().DisplaySize = {width, height}; }
void HeadlessHost::set_density(float density) { ImGui::GetIO().DisplayFramebufferScale = {density, density}; }

void HeadlessHost::move(float x, float y) { ImGui::GetIO().AddMousePosEvent(x, y); }

void HeadlessHost::button(bool down, int which, bool touch) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
    io.AddMouseButtonEvent(which, down);
}

void HeadlessHost::wheel(float x, float y) { ImGui::GetIO().AddMouseWheelEvent(x, y); }

void HeadlessHost::key(int imgui_key, bool down) {
    ImGuiIO& io = ImGui::GetIO();
    const auto k = static_cast<ImGuiKey>(imgui_key);
    if (k == ImGuiKey_LeftShift || k == ImGuiKey_RightShift) io.AddKeyEvent(ImGuiMod_Shift, down);
    if (k == ImGuiKey_LeftCtrl || k == ImGuiKey_RightCtrl) io.AddKeyEvent(ImGuiMod_Ctrl, down);
    if (k == ImGuiKey_LeftAlt || k == ImGuiKey_RightAlt) io.AddKeyEvent(ImGuiMod_Alt, down);
    io.AddKeyEvent(k, down);
}

void HeadlessHost::type(std::string_view utf8) { ImGui::GetIO().AddInputCharactersUTF8(std::string(utf8).c_str()); }

void HeadlessHost::redraw_after(double seconds) {
    if (timer_ < 0 || seconds < timer_) timer_ = seconds;
}

void HeadlessHost::later(std::function<void()> work) {
    later_.push_back(std::move(work));
    wanted_ = true;
}

std::shared_ptr<Transfer> HeadlessHost::save_file(const File& file, Transfer::Options options, std::function<void(Status)> done) {
    class Kept final : public PieceSink {
    public:
        Kept(HeadlessHost& host, const File& of) : host_(host), saved_{of.name, of.media_type, {}} {}
        void append(db::Bytes piece, std::function<void(Status)> written) override {
            saved_.bytes.append(db::as_text(piece));
            written({});
        }
        void finish(std::function<void(Status)> finished) override {
            host_.saved_.push_back(std::move(saved_));
            finished({});
        }
        void drop() override {}

    private:
        HeadlessHost& host_;
        Saved saved_;
    };
    return Transfer::start(file.content, std::make_shared<Kept>(*this, file), std::move(options), std::move(done));
}

void HeadlessHost::open_files(std::string_view, bool several, std::function<void(std::vector<File>)> done) {
    std::vector<File> files = offered_;
    if (!several && files.size() > 1) files.resize(1);
    if (!files.empty()) done(std::move(files));
}

std::string HeadlessHost::setting(std::string_view key) const {
    const auto it = settings_.find(key);
    return it == settings_.end() ? std::string() : it->second;
}

}  // namespace potok::platform
