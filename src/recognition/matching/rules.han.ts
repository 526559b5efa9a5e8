/**
 * Traditional Chinese → simplified, for the characters that occur in names of software and of those who make it; then
 * the few words that Taiwan and Hong Kong say otherwise. Both sides of a comparison are levelled, so a pair that is
 * missing costs recall and never confuses two names. Facts of the script, written down by hand.
 */

/** Pairs: the traditional character, then the simplified one. */
const PAIRS =
  '體体軟软驅驱動动輸输電电腦脑網网絡络綫线線线辦办務务應应廣广達达門门開开關关發发設设計计圖图畫画編编輯辑視视頻频聲声響响樂乐壓压縮缩檔档檢检測测殺杀護护衛卫騰腾訊讯釘钉飛飞書书聯联' +
  '會会議议遠远儲储備备還还資资據据庫库雲云盤盘閱阅讀读覽览瀏浏譯译詞词標标準准專专業业強强級级艦舰個个學学習习園园醫医療疗銀银證证稅税財财賬账帳帐國国際际華华為为爲为麗丽麥麦創创築筑' +
  '機机號号碼码認认識识別别語语記记筆笔簡简灣湾單单雙双優优龍龙鳳凤錄录製制轉转換换傳传連连遊游戲戏寶宝貝贝愛爱藝艺釋释運运環环啟启啓启註注冊册補补綠绿鎖锁鑰钥虛虚擬拟裝装載载點点陣阵' +
  '麼么場场館馆爾尔瑪玛亞亚蘋苹範范圍围該该當当從从後后時时間间顯显頁页塊块鏈链組组態态統统結结構构領领東东車车輛辆鐵铁氣气長长陽阳陰阴馬马鳥鸟魚鱼黃黄齊齐齒齿歲岁歷历曆历總总經经濟济' +
  '廠厂歐欧數数實实驗验審审賽赛禦御幣币師师幫帮帶带幹干彙汇匯汇徵征戰战擇择擊击擋挡擴扩擷撷攝摄敵敌斷断於于曉晓暫暂樓楼樣样權权樹树橋桥殘残毀毁無无煙烟燈灯爭争牆墙獨独獲获現现產产瘋疯' +
  '眾众礎础禮礼種种稱称穩稳競竞節节紀纪約约紅红純纯紙纸細细終终給给絲丝維维緊紧緒绪緩缓練练績绩織织繪绘繼继續续羅罗義义聖圣聞闻職职聽听腳脚膠胶臉脸臨临舊旧艙舱莊庄葉叶蓋盖蘭兰處处術术' +
  '衝冲複复復复親亲觀观覺觉觸触訂订討讨訓训託托訪访評评試试詢询話话詳详誌志誤误說说課课調调談谈請请論论諮咨謝谢變变讓让豐丰負负貨货販贩貫贯責责貴贵買买貸贷費费貼贴賀贺賓宾賞赏質质購购' +
  '贈赠贏赢趙赵趨趋跡迹踐践軌轨較较輕轻輔辅輪轮辭辞邊边過过違违遞递適适選选遷迁郵邮鄉乡釣钓鈴铃鋼钢錢钱錯错鍵键鍋锅鎮镇鏡镜鐘钟閃闪閉闭閒闲隊队隨随險险隱隐難难雜杂離离霧雾靈灵靜静韓韩' +
  '韻韵頂顶項项順顺須须預预頒颁頓顿題题額额顏颜類类顧顾風风養养餘余駐驻驚惊髮发鬥斗魯鲁鮮鲜鳴鸣黨党齡龄龜龟劃划劍剑劇剧勁劲勝胜勞劳勢势區区協协參参喚唤嗎吗團团圓圆壇坛壞坏奪夺奮奋婦妇' +
  '嬰婴孫孙寫写將将導导層层屬属島岛崗岗廳厅彈弹彌弥徑径慶庆憑凭憶忆懶懒戶户拋抛掃扫掛挂採采揚扬搶抢撥拨擁拥擾扰攔拦敗败斬斩條条極极槍枪樞枢橫横檯台臺台歡欢歸归殼壳決决沒没沖冲況况滅灭' +
  '滿满漁渔漢汉潔洁澤泽濾滤灑洒熱热燒烧狀状獎奖獵猎監监盜盗盡尽積积窩窝竊窃籌筹籤签簽签糧粮納纳紋纹絕绝綁绑緻致縣县縱纵纜缆罰罚羣群聰聪肅肃脫脱脈脉艷艳蘇苏虧亏蟲虫蠟蜡裡里裏里規规訴诉' +
  '診诊詐诈誠诚誰谁譜谱豬猪貓猫貢贡賣卖蹤踪軍军軸轴輝辉農农迴回遙遥遲迟醬酱鈕钮鉛铅銷销鋪铺鋒锋錶表闆板闊阔陸陆隻只雞鸡頭头飯饭飲饮飾饰騎骑鬧闹鷹鹰鹽盐內内並并併并佈布偵侦傑杰億亿價价' +
  '儀仪儘尽兒儿兩两凍冻剛刚則则劉刘勵励匱匮卻却厲厉吳吴員员問问喬乔嘗尝嚴严執执報报墊垫壯壮夢梦夾夹寧宁尋寻對对屆届巖岩幾几廢废張张慣惯慮虑憂忧懸悬戀恋損损搖摇擠挤攜携擺摆陳陈楊杨榮荣' +
  '樁桩洩泄淨净溝沟滬沪漲涨潛潜潤润灘滩燙烫營营爺爷牽牵犧牺猶犹瑣琐瓊琼畢毕異异疊叠皺皱瞭了矯矫確确禍祸窮穷窯窑筍笋簾帘紹绍綜综緣缘縫缝繞绕脅胁膚肤蔣蒋薦荐薩萨藍蓝藥药蠻蛮襲袭詩诗誘诱' +
  '諾诺謀谋謹谨讚赞貿贸賢贤賴赖輩辈遼辽鄭郑釀酿鋁铝鍊炼鑄铸鑑鉴鑒鉴陝陕隸隶韋韦頗颇飄飘馮冯駕驾驟骤鯨鲸鵬鹏';

const WORDS: [RegExp, string][] = [
  [/软体/g, '软件'],
  [/程式/g, '程序'],
  [/伺服器/g, '服务器'],
  [/资料库/g, '数据库'],
  [/网路/g, '网络'],
  [/印表机/g, '打印机'],
  [/硬体/g, '硬件'],
  [/萤幕/g, '屏幕'],
  [/档案/g, '文件'],
];

/** UTF-16 unit → its simplified form, 0 where it is none of ours. */
const SIMPLIFIED = new Uint16Array(0x10000);
for (let at = 0; at < PAIRS.length; at += 2) {
  SIMPLIFIED[PAIRS.charCodeAt(at)] = PAIRS.charCodeAt(at + 1);
}

const HAN = /[\u4e00-\u9fff]/;

/** The text with traditional characters and words levelled; other text comes back as it is. */
export function simplifyHan(text: string): string {
  if (!HAN.test(text)) return text;
  let out = '';
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const simple = SIMPLIFIED[text.charCodeAt(at)]!;
    if (simple === 0) continue;
    out += text.slice(start, at) + String.fromCharCode(simple);
    start = at + 1;
  }
  // Only a text that had a traditional character can hold the other words.
  if (start === 0) return text;
  let whole = out + text.slice(start);
  for (const [word, simple] of WORDS) whole = whole.replace(word, simple);
  return whole;
}
