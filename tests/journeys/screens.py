"""Every kind of page, who looks at it, and what stands in its address."""

from dataclasses import dataclass

INTERNET = "/khoa-hoc/su-dung-internet/"
LESSON = f"{INTERNET}vao-mang-va-tim-kiem/wi-fi-va-du-lieu-di-dong/"
CHECK = f"{INTERNET}vua-mat-vua-tai/bai-kiem-tra-cuoi-khoa/"


@dataclass(frozen=True)
class Screen:
    """One page to look at, or the page behind its first `link`. `{cohort}` is the class of who looks."""

    name: str
    path: str
    demo: tuple[str, int] | None = None
    link: str = ""

    def __str__(self) -> str:
        return self.name


LAN, MINH, QUANG = ("citizens", 0), ("trainers", 0), ("managers", 0)
NAM, THANH = ("officials", 0), ("admins", 0)

PUBLIC = (
    Screen("home", "/"),
    Screen("catalogue", "/khoa-hoc/"),
    Screen("course", INTERNET),
    Screen("lesson", LESSON),
    Screen("where to start", "/tim-cho-bat-dau/"),
    Screen("check", CHECK),
    Screen("news", "/tin-tuc/"),
    Screen("help", "/tro-giup/"),
    Screen("privacy", "/quyen-rieng-tu/"),
    Screen("search", "/tim/?q=lua+dao"),
    Screen("contact", "/dang-nhap/"),
    Screen("finger or face", "/dang-nhap/van-tay/"),
    Screen("that was not me", "/khong-phai-toi/"),
    Screen("an old link", "/khong-phai-toi/cu/"),
    Screen("stopped", "/khong-phai-toi/xong/"),
    Screen("undo a change", "/hoan-tac/"),
    Screen("undone", "/hoan-tac/xong/"),
    Screen("undone as far as possible", "/hoan-tac/so-da-co-nguoi-dung/"),
    Screen("lost everything", "/dang-nhap/mat-het/"),
    Screen("loss written down", "/dang-nhap/mat-het/da-ghi/"),
    Screen("card", "/dang-nhap/the/"),
    Screen("check a certificate", "/chung-chi/"),
    Screen("check a scanned certificate", "/chung-chi/kiem-tra/"),
    Screen("a mistyped code", "/chung-chi/abc/"),
    Screen("not found", "/khong-co-trang-nay/"),
)
PERSONAL = (
    Screen("my pages", "/toi/", LAN),
    Screen("review", "/on-tap/", LAN),
    Screen("my account", "/toi/tai-khoan/", LAN),
    Screen("who looked at me", "/toi/tai-khoan/ai-da-xem/", LAN),
    Screen("my devices", "/toi/tai-khoan/thiet-bi/", LAN),
    Screen("my numbers", "/toi/tai-khoan/lien-he/", LAN),
    Screen("what protects my account", "/toi/tai-khoan/bao-mat/", LAN),
    Screen("authenticator app", "/toi/tai-khoan/bao-mat/ung-dung/", LAN),
    Screen("two accounts", "/toi/tai-khoan/gop/", LAN),
    Screen("who asks for me", "/toi/tai-khoan/khoi-phuc/", LAN),
    Screen("my children", "/toi/tai-khoan/con-chau/", LAN),
    Screen("join", "/lop/tham-gia/", LAN),
    Screen("check signed in", CHECK, LAN),
    Screen("shared phone", "/toi/tai-khoan/dung-chung/", LAN),
    Screen("my PIN", "/toi/tai-khoan/ma-pin/", LAN),
    Screen("sign out", "/dang-xuat/", LAN),
)
STAFF = (
    Screen("classes", "/lop/", MINH),
    Screen("open a class", "/lop/mo/", MINH),
    Screen("board", "/lop/{cohort}/", MINH),
    Screen("code of the class", "/lop/{cohort}/ma/", MINH),
    Screen("newcomer without a phone", "/lop/{cohort}/nguoi-moi/", MINH),
    Screen("child and guardian", "/lop/{cohort}/tre-em/", MINH),
    Screen("cards of the class", "/lop/{cohort}/the/", MINH),
    Screen("close the class", "/lop/{cohort}/dong/", MINH),
    Screen("reopen a sign-in", "/quan-tri/mo-lai-ma/", MINH),
    Screen("open an account again", "/quan-tri/mo-lai-tai-khoan/", MINH),
    Screen("closed to changes", "/quan-tri/dong-thay-doi/", QUANG),
    Screen("lost accounts", "/quan-tri/khoi-phuc/", MINH),
    Screen("a lost account", "/quan-tri/khoi-phuc/moi/", MINH),
    Screen("joined accounts", "/quan-tri/gop/", QUANG),
    Screen("two accounts of a person", "/quan-tri/gop/moi/", QUANG),
    Screen("commune", "/xa-phuong/", QUANG),
    Screen("programme", "/xa-phuong/11383/chuong-trinh/", QUANG),
    Screen("certificates", "/xa-phuong/11383/giay-chung-nhan/", QUANG),
    Screen("issue certificates", "/xa-phuong/11383/giay-chung-nhan/cap/", QUANG),
    Screen("appoint a trainer", "/xa-phuong/11383/huong-dan-vien/", QUANG),
    Screen("city", "/thanh-pho/", NAM),
    Screen("review of roles", "/quan-tri/ra-soat/", QUANG),
    Screen("staff", "/quan-tri/", THANH),
    Screen("appoint", "/quan-tri/bo-nhiem/", THANH),
    Screen("messages", "/quan-tri/tin-nhan/", THANH),
    Screen("all parts", "/_giao-dien/", THANH),
    Screen("sent messages", "/dev/outbox/", THANH),
)
ALL = (*PUBLIC, *PERSONAL, *STAFF)
BEHIND_A_LINK = (
    Screen("learner", "/lop/{cohort}/", MINH, "th[scope=row] a"),
    Screen("one news", "/tin-tuc/", link="main article a"),
    Screen("leave a class", "/toi/", LAN, "a[href$='/roi/']"),
    Screen("end a trainer", "/xa-phuong/11383/", QUANG, "a[href$='/ket-thuc/']"),
    Screen("close the programme", "/xa-phuong/11383/", QUANG, "a[href$='/dong/']"),
    Screen("end a role", "/quan-tri/", THANH, "a[href$='/ket-thuc/']"),
    Screen("lost phone", "/quan-tri/", THANH, "a[href*='/mat-']"),
    Screen("stop messages", "/quan-tri/tin-nhan/", THANH, "td a[href*='/tin-nhan/']"),
)
