/** Has the sheets drawn and handed to the person; false where they did not come. */
export async function saveSheet(wish: unknown, name: string): Promise<boolean> {
  try {
    const answer = await fetch("/dashboard/labels/sheet", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(wish),
    });
    if (!answer.ok) return false;
    const address = URL.createObjectURL(await answer.blob());
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    return true;
  } catch {
    return false;
  }
}
