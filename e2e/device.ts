import { expect, type Page } from "@playwright/test";

const page = "/account/device-keys";

/** Lets this browser sign for whoever is signed in; its page is open afterwards. Does nothing where it can already. */
export async function enrolDevice(browser: Page, label = "测试设备"): Promise<void> {
  await browser.goto(page);
  const heading = browser.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText(/可以签名|还没有密钥|can sign|has no key/);
  if (/可以签名|can sign/.test((await heading.textContent()) ?? "")) return;
  await browser.getByRole("button", { name: /为这台设备登记密钥|Enrol a key for this device/ }).click();
  const dialog = browser.getByRole("dialog");
  await dialog.getByRole("textbox").fill(label);
  await dialog.getByRole("button", { name: /生成并登记|Make and enrol the key/ }).click();
  await expect(dialog).toBeHidden({ timeout: 60_000 });
  await expect(heading).toHaveText(/可以签名|can sign/);
}

/** Presses the button that signs what the open dialog shows, and waits until it is gone. */
export async function signShown(browser: Page): Promise<void> {
  const button = browser.getByRole("button", { name: /^(签名并提交|Sign and submit)/ });
  await button.click();
  await expect(button).toBeHidden({ timeout: 60_000 });
}

/** Confirms what a run may have this device sign. */
export async function confirmRun(browser: Page): Promise<void> {
  await browser.getByRole("button", { name: /确认，开始运行|Confirm and run/ }).click();
}
